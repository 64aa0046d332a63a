package org.castellan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.castellan.run.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the console computes and how it says it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRulesTest {

  /** Won by a at 0 s, taken over by b at 5 s. */
  private static final String TAKEOVER =
      """
      const at = second => new Date(second * 1000).toISOString();
      const attempt = (node, outcome, second) =>
        ({node, outcome, times: 1, firstAt: at(second), lastAt: at(second)});
      const tick = {tick: at(0), state: 'DONE', requested: false, startedAt: at(0),
        finishedAt: at(8.2), node: 'b', validated: 40, failed: 2, skipped: 0, remaining: 0,
        attempts: [attempt('b', 'LOST', 1), attempt('c', 'LOST', 1), attempt('b', 'TOOK_OVER', 5), attempt('a', 'WON', 0)]};
      const {story, holders} = await import('/pages/story.js');
      """;

  private static final String SEATS =
      """
      const {organizations, effect, eachOnItsOwn, hosts, seated} = await import('/pages/outage.js');
      const backend = (organization, name, seat, host, status = 'OK') =>
        ({organization, name, host, status, inline: !host, [seat]: true});
      const all = organizations([
        backend('b', 'main', 'default', 'one'), backend('b', 'spare', 'fallback', 'one'),
        backend('a', 'main', 'default', 'one'), backend('a', 'spare', 'fallback', 'two'),
        backend('c', 'main', 'default', 'two', 'INVALID'), backend('c', 's', 'fallback', 'one'),
        backend('d', 'main', 'default', 'two', 'INVALID'), backend('e', 'inline', 'default')]);
      const say = each => each.organization.name + ' ' + each.effect;
      """;

  @SuppressWarnings("NullAway.Init")
  private Browser browser;

  @SuppressWarnings("NullAway.Init")
  private WebFiles files;

  @BeforeAll
  void open() throws IOException {
    browser = new Browser();
    files = new WebFiles();
    browser.open(files.url());
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (files != null) {
      files.close();
    }
  }

  @Test
  void whoIsNotSignedInIsAskedForAToken() {
    assertThat(browser.all("#token")).hasSize(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void takeoverIsToldInOneSentence() {
    assertThat(browser.await(TAKEOVER + "return story(tick, 0)"))
        .isEqualTo(
            "b took over after a was lost: 40 done, 2 of them without success, in 8.2 s."
                + " c came too late.");
    assertThat(
            browser.await(
                TAKEOVER
                    + "return holders(tick, 0).map(each => [each.node, each.from, each.to,"
                    + " each.ending].join(' '))"))
        .isEqualTo(List.of("a 0 5000 LOST", "b 5000 8200 DONE"));
  }

  @Test
  void everyEndingHasItsSentence() {
    String states =
        """
        const tell = more => story({...tick, attempts: [attempt('a', 'WON', 0)], node: 'a', ...more},
          3000);
        return [tell({}), tell({state: 'CAPPED', remaining: 7}), tell({state: 'ABANDONED'}),
          tell({state: 'RUNNING', finishedAt: undefined}), tell({requested: true, failed: 0}),
          tell({state: 'REQUESTED', startedAt: undefined}),
          tell({attempts: undefined, node: undefined, validated: undefined})]
        """;
    assertThat(browser.await(TAKEOVER + states))
        .isEqualTo(
            List.of(
                "a ran it: 40 done, 2 of them without success, in 8.2 s.",
                "a ran it: its time was up after 8.2 s, with 7 left; they come first next time.",
                "a ran it, and nobody finished it before a later tick began.",
                "a runs it, for 3 s so far.",
                "a ran it, because an administrator asked: 40 done, in 8.2 s.",
                "An administrator asked for it; the next replica that looks begins.",
                "It ran: done, in 8.2 s."));
  }

  @Test
  void lengthsAreSaidInTheirTwoLargestUnits() {
    String script =
        """
        const {millis, length, countdown, bytes, list, offset} = await import('/pages/words.js');
        return [length(140), length(3200), length(9999), length(65000), length(3600000),
          length(millis('PT24H30M5S')), String(millis('-PT0.5S')), String(millis('nonsense')),
          countdown(249001), countdown(3849000), countdown(-1), bytes(512000), bytes(1536),
          list(['a', 'b', 'c']), offset(-40000), offset(12), offset(0), offset()]
        """;
    assertThat(browser.await(script))
        .isEqualTo(
            List.of(
                "140 ms",
                "3.2 s",
                "10 s",
                "1 min 5 s",
                "1 h",
                "1 d",
                "-500",
                "0",
                "04:10",
                "1:04:09",
                "00:00",
                "500 KiB",
                "1.5 KiB",
                "a, b and c",
                "40 s behind",
                "12 ms ahead",
                "exact",
                "not told"));
  }

  @Test
  void outageOfAHostIsToldOfEachOrganization() {
    assertThat(
            browser.await(
                SEATS + "return all.map(each => say(effect(each, one => one.host === 'one')))"))
        .isEqualTo(List.of("a moves", "b stops", "c stops", "d stopped", "e stays"));
    assertThat(browser.await(SEATS + "return eachOnItsOwn(all).map(say)"))
        .isEqualTo(List.of("a moves", "b moves", "c stops", "d stopped", "e stays"));
    assertThat(
            browser.await(SEATS + "return hosts(all).map(each => Object.values(each).join(' '))"))
        .isEqualTo(List.of("one 2 1", "two 0 0"));
  }

  @Test
  void outageOfOneBackendIsThatOrganizationsOnly() {
    String failing =
        "return all.map(each => say(effect(each, one => one === seated(all).get('%s'))))";
    assertThat(browser.await(SEATS + failing.formatted("b/main")))
        .isEqualTo(List.of("a stays", "b moves", "c stays", "d stopped", "e stays"));
    assertThat(browser.await(SEATS + failing.formatted("c/s")))
        .isEqualTo(List.of("a stays", "b stays", "c stops", "d stopped", "e stays"));
    assertThat(browser.await(SEATS + "return [...seated(all).keys()].join(' ')"))
        .isEqualTo("a/main a/spare b/main b/spare c/main c/s d/main");
  }

  /** However the network cuts it, even within a line's end. */
  @Test
  void eventsAreReadFromAnyPieces() {
    String script =
        """
        const {eventParser} = await import('/pages/sse.js');
        const stream = ': still here\\r\\n\\r\\nid: 7\\r\\nevent: tick\\r\\ndata: {"a":\\r\\ndata: 1}\\r\\n\\r\\n' +
          'data:x\\n\\nid: 8\\n\\n';
        const cuts = [];
        for (let size = 1; size <= stream.length; size++) {
          const events = [];
          const push = eventParser(event => events.push(event));
          for (let i = 0; i < stream.length; i += size) {
            push(stream.slice(i, i + size));
          }
          cuts.push(JSON.stringify(events));
        }
        return [...new Set(cuts)]
        """;
    assertThat(browser.await(script))
        .isEqualTo(
            List.of(
                "[{\"id\":\"7\",\"name\":\"tick\",\"data\":\"{\\\"a\\\":\\n1}\"},"
                        .replace("\n", "\\n")
                    + "{\"name\":\"message\",\"data\":\"x\"}]"));
  }

  @Test
  void administratorIsWarnedOfWhatWillNotFit() {
    String script =
        """
        const {warnings} = await import('/pages/warnings.js');
        const seen = second => new Date(second * 1000).toISOString();
        const node = (id, version, second) => ({id, version, lastSeenAt: seen(second)});
        const checker = (scope, more) => ({scope, cap: 'PT10S', ...more});
        const tick = (state, took) =>
          ({state, remaining: 7, startedAt: seen(0), finishedAt: seen(took)});
        const will = (fit, expected) => ({forecast: {fit, expected}});
        return warnings([node('a', '1', 100), node('b', '2', 0)], [{detail: 'Clocks are off.'}], [
          checker('x', {lastTick: tick('CAPPED', 10), ...will('TOO_LONG', 'PT40S')}),
          checker('y', {lastTick: tick('DONE', 9), ...will('TIGHT', 'PT9S')}),
          checker('z', {lastTick: tick('DONE', 3), ...will('FITS', 'PT3S')}),
          checker('p', {paused: true})], 100000)
          .map(each => each.split(/[.:]/)[0])
        """;
    assertThat(browser.await(script))
        .isEqualTo(
            List.of(
                "Replicas run different versions",
                "b was last seen 1 min 40 s ago",
                "Clocks are off",
                "At today’s pace a tick of x takes 40 s and does not fit its cap of 10 s",
                "The last tick of x did not fit its cap of 10 s",
                "At today’s pace a tick of y takes 9 s of its cap of 10 s",
                "The checker p is paused on the whole cluster"));
  }
}
