package org.castellan.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an exception of the network means, in words of ours, alike for all providers. */
public final class NetworkFailures {

  public static final StorageFailure LATE =
      new StorageFailure(
          ErrorClass.TIMEOUT,
          "The storage did not answer in time.",
          "Check that the endpoint is up and reachable from Castellan, and how busy it is.",
          true);

  public static final StorageFailure UNREACHABLE =
      new StorageFailure(
          ErrorClass.UNREACHABLE,
          "The storage could not be reached, or it dropped the connection.",
          "Check the endpoint's host and port, and the firewalls between.",
          true);

  public static final StorageFailure TLS =
      new StorageFailure(
          ErrorClass.TLS,
          "No trusted encrypted connection to the storage could be made.",
          "Check the endpoint's certificate: its host, its expiry and who issued it.",
          false);

  private static final Set<String> DROPPED = Set.of("Broken pipe", "Connection reset by peer");

  private static final int MAX_CAUSES = 20;

  private NetworkFailures() {}

  /**
   * What the first cause that is known means: one of ours, else the end of the time or an
   * interrupt, which in a handshake comes as an error of TLS; else one of the provider's own, else
   * one of the network's.
   *
   * @param own what the provider's library throws
   */
  public static Optional<StorageFailure> of(
      Throwable failed, Function<Throwable, Optional<StorageFailure>> own) {
    return causes(failed)
        .filter(StorageException.class::isInstance)
        .map(ours -> ((StorageException) ours).failure())
        .findFirst()
        .or(
            () ->
                causes(failed).anyMatch(NetworkFailures::late)
                    ? Optional.of(LATE)
                    : Optional.empty())
        .or(
            () ->
                causes(failed)
                    .flatMap(cause -> own.apply(cause).or(() -> known(cause)).stream())
                    .findFirst());
  }

  /** Outermost first. */
  private static Stream<Throwable> causes(Throwable failed) {
    return Stream.<@Nullable Throwable>iterate(
            failed, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
        .limit(MAX_CAUSES)
        .map(Objects::requireNonNull);
  }

  private static boolean late(Throwable cause) {
    return cause instanceof InterruptedIOException
        || cause instanceof ClosedByInterruptException
        || cause instanceof InterruptedException;
  }

  private static Optional<StorageFailure> known(Throwable cause) {
    if (cause instanceof SSLException || cause instanceof CertificateException) {
      return Optional.of(TLS);
    }
    boolean unreachable =
        cause instanceof SocketException
            || cause instanceof ClosedChannelException
            || cause instanceof UnknownHostException
            || cause instanceof EOFException
            || dropped(cause);
    return unreachable ? Optional.of(UNREACHABLE) : Optional.empty();
  }

  /** Sockets of channels have no exception of their own for this. */
  private static boolean dropped(Throwable cause) {
    return cause instanceof IOException && DROPPED.contains(String.valueOf(cause.getMessage()));
  }
}
