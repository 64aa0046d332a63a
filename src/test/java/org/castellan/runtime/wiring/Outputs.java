package org.castellan.runtime.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.castellan.testkit.Canary;

/** All that came out of an application, by where it came out. Thread-safe. */
final class Outputs {

  private static final int EXCERPT = 400;

  private final Map<String, Queue<byte[]>> texts = new ConcurrentSkipListMap<>();

  void add(String output, String text) {
    add(output, text.getBytes(UTF_8));
  }

  void add(String output, byte[] bytes) {
    texts.computeIfAbsent(output, name -> new ConcurrentLinkedQueue<>()).add(bytes);
  }

  /** Their names, of all or of those that begin so. */
  SortedSet<String> names(String beginning) {
    var names = new TreeSet<String>();
    texts.keySet().stream().filter(name -> name.startsWith(beginning)).forEach(names::add);
    return names;
  }

  /** Where which canary is, and what is there. */
  List<String> leaks(List<Canary> canaries) {
    return texts.entrySet().stream()
        .flatMap(output -> output.getValue().stream().map(text -> Map.entry(output.getKey(), text)))
        .flatMap(
            text ->
                canaries.stream()
                    .filter(canary -> canary.isIn(text.getValue()))
                    .map(canary -> leak(text.getKey(), canary, text.getValue())))
        .toList();
  }

  private static String leak(String output, Canary canary, byte[] text) {
    String all = new String(text, UTF_8);
    return "%s: %s in %s"
        .formatted(output, canary, all.substring(0, Math.min(all.length(), EXCERPT)));
  }
}
