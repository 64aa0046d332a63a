package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.castellan.storage.OutboundPolicy.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "2002:7f00:1::",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "fec0::1"
      })
  void addressesThatAreNotPublicAreRefused(String address) {
    assertRefused(new OutboundPolicy(Mode.PUBLIC, List.of()), address);
    assertThat(new OutboundPolicy(Mode.ANY, List.of()).resolve(address)).isNotEmpty();
    assertThat(new OutboundPolicy(Mode.PUBLIC, List.of(address)).resolve(address)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "169.253.1.1",
        "2600:1f00::1",
        "2002:808:808::",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8"
      })
  void publicAddressesPass(String address) {
    assertThat(new OutboundPolicy(Mode.PUBLIC, List.of()).resolve(address)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2130706433", "127.1", "0x7f.0.0.1", "0x7f000001", "localhost"})
  void otherWaysToWriteLoopbackLeadNowhere(String host) {
    assertThatThrownBy(() -> new OutboundPolicy(Mode.PUBLIC, List.of()).resolve(host))
        .isInstanceOf(StorageException.class);
  }

  /** Java takes the octal digits for decimal ones: what counts is what is connected. */
  @ParameterizedTest
  @ValueSource(strings = {"0177.0.0.1", "017700000001", "0x7f.1", "0300.0250.0.1", "010.0.0.1"})
  void octalAndHexadecimalHostsLeadToNoAddressThatIsNotPublic(String host) {
    List<InetAddress> given = List.of();
    try {
      given = new OutboundPolicy(Mode.PUBLIC, List.of()).resolve(host);
    } catch (StorageException e) {
      assertThat(e.failure().errorClass()).isIn(ErrorClass.MISCONFIGURED, ErrorClass.UNREACHABLE);
    }
    assertThat(given).allMatch(PublicAddresses::contain);
  }

  @Test
  void onlyTheAllowedAmongAHostsAddressesAreGiven() {
    OutboundPolicy policy = policy(List.of(), "10.0.0.1", "8.8.8.8");
    assertThat(policy.resolve("mixed.example")).containsExactly(address("8.8.8.8"));
  }

  @Test
  void listedHostsAndRangesAreOpen() {
    assertThat(policy(List.of("Inside.Example."), "10.0.0.1").resolve("inside.example")).hasSize(1);
    assertThat(policy(List.of("10.0.0.0/8"), "10.0.0.1").resolve("other.example")).hasSize(1);
    assertThat(policy(List.of("fd00::/8"), "fd00::1").resolve("v6.example")).hasSize(1);
    assertRefused(policy(List.of("10.0.0.0/9"), "10.200.0.1"), "other.example");
    assertRefused(policy(List.of("inside.example"), "10.0.0.1"), "sub.inside.example");
  }

  @Test
  void plainHttpIsForListedHostsAlone() {
    var policy = new OutboundPolicy(Mode.ANY, List.of("127.0.0.0/8", "minio.internal"));
    assertThat(policy.allowsPlainHttp("127.0.0.1")).isTrue();
    assertThat(policy.allowsPlainHttp("MINIO.internal")).isTrue();
    assertThat(policy.allowsPlainHttp("s3.example.com")).isFalse();
    assertThat(policy.allowsPlainHttp("8.8.8.8")).isFalse();
  }

  /** A name that answers differently the second time gains nothing: each answer is checked. */
  @Test
  void everyAnswerOfARebindingNameIsChecked() {
    var asked = new AtomicInteger();
    var policy =
        new OutboundPolicy(
            Mode.PUBLIC,
            List.of(),
            new HostLookup(
                host ->
                    new InetAddress[] {
                      address(asked.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1")
                    },
                SHORT));
    assertThat(policy.resolve("rebinding.example")).containsExactly(address("8.8.8.8"));
    assertRefused(policy, "rebinding.example");
  }

  /** Promise 3: name servers that hang cost bounded time and one thread a host. */
  @Test
  void hangingLookupEndsAndOccupiesOneThreadHoweverManyAsk() {
    var asked = new AtomicInteger();
    var hang = new CountDownLatch(1);
    var lookup =
        new HostLookup(
            host -> {
              if (host.equals("quick.example")) {
                return new InetAddress[] {address("8.8.8.8")};
              }
              asked.incrementAndGet();
              awaitQuietly(hang);
              throw new UnknownHostException(host);
            },
            SHORT);
    try (var policy = new OutboundPolicy(Mode.PUBLIC, List.of(), lookup)) {
      CompletableFuture<?>[] all =
          IntStream.range(0, 20)
              .mapToObj(i -> CompletableFuture.runAsync(() -> assertTimeout(policy)))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(all).join();
      assertThat(asked).hasValue(1);
      assertThat(policy.resolve("quick.example")).hasSize(1);
      hang.countDown();
    }
  }

  @Test
  void unknownHostIsUnreachable() {
    var lookup =
        new HostLookup(
            host -> {
              throw new UnknownHostException(host);
            },
            SHORT);
    assertFails(
        new OutboundPolicy(Mode.PUBLIC, List.of(), lookup), "gone.example", ErrorClass.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "10.0.0.0/x", "a b", "http://x", "127.1", ""})
  void entryThatIsNeitherHostNorRangeIsNamed(String entry) {
    assertThatThrownBy(() -> new OutboundPolicy(Mode.PUBLIC, List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry + "'");
  }

  private static OutboundPolicy policy(List<String> allowed, String... answers) {
    InetAddress[] addresses =
        Stream.of(answers).map(OutboundPolicyTest::address).toArray(InetAddress[]::new);
    return new OutboundPolicy(Mode.PUBLIC, allowed, new HostLookup(host -> addresses, SHORT));
  }

  private static void assertRefused(OutboundPolicy policy, String host) {
    assertFails(policy, host, ErrorClass.MISCONFIGURED);
  }

  private static void assertTimeout(OutboundPolicy policy) {
    assertFails(policy, "hanging.example", ErrorClass.TIMEOUT);
  }

  private static void assertFails(OutboundPolicy policy, String host, ErrorClass expected) {
    assertThatThrownBy(() -> policy.resolve(host))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.failure().errorClass()).isEqualTo(expected));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress address(String text) {
    return Cidr.literal(text).orElseThrow();
  }
}
