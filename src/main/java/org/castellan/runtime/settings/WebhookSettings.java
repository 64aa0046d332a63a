package org.castellan.runtime.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.castellan.storage.OutboundPolicy;
import org.castellan.webhook.SigningKey;
import org.castellan.webhook.Subscriber;
import org.castellan.webhook.Topic;

/** Who is told of events. */
final class WebhookSettings {

  private WebhookSettings() {}

  /** Empty unless a URL is given; a problem when only a secret is. */
  static Optional<Subscriber> read(Reading reading, EndpointSettings endpoints) {
    Optional<URI> url =
        reading.optional(Variable.WEBHOOK_URL).flatMap(it -> address(it, reading, endpoints));
    Optional<SigningKey> key = secret(reading).flatMap(it -> key(it, reading));
    Set<Topic> topics = topics(reading);
    String source = source(reading);
    return url.flatMap(to -> key.map(with -> new Subscriber(to, with, source, topics)));
  }

  private static Optional<URI> address(String text, Reading reading, EndpointSettings endpoints) {
    Optional<URI> address = uri(text).filter(it -> isSafe(it, endpoints));
    if (address.isEmpty()) {
      // It may hold a secret.
      reading.problem(
          "CASTELLAN_WEBHOOK_URL must be an https URL without a user in it, or an http URL of a host"
              + " that CASTELLAN_ALLOWED_ENDPOINTS lists.");
    }
    return address;
  }

  private static boolean isSafe(URI url, EndpointSettings endpoints) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return false;
    }
    try (var policy = new OutboundPolicy(endpoints.policy(), endpoints.allowed())) {
      return scheme.equals("https")
          || (scheme.equals("http") && policy.allowsPlainHttp(url.getHost()));
    } catch (IllegalArgumentException e) {
      // What is allowed is told by those settings.
      return true;
    }
  }

  private static Optional<Secret> secret(Reading reading) {
    Optional<String> given = reading.optional(Variable.WEBHOOK_SECRET);
    Optional<Path> file = reading.optional(Variable.WEBHOOK_SECRET_FILE).map(Path::of);
    boolean needed = reading.optional(Variable.WEBHOOK_URL).isPresent();
    long secrets = Stream.of(given, file).flatMap(Optional::stream).count();
    if (secrets != (needed ? 1 : 0)) {
      reading.problem(
          "CASTELLAN_WEBHOOK_URL needs one of CASTELLAN_WEBHOOK_SECRET and"
              + " CASTELLAN_WEBHOOK_SECRET_FILE, and they need it.");
    }
    return given
        .map(Secret::new)
        .or(() -> file.flatMap(it -> SecretFile.read(it, reading, Variable.WEBHOOK_SECRET_FILE)));
  }

  private static Optional<SigningKey> key(Secret secret, Reading reading) {
    Optional<SigningKey> key = SigningKey.parse(secret.value());
    if (key.isEmpty()) {
      reading.problem(
          "CASTELLAN_WEBHOOK_SECRET must be 24 to 64 bytes in Base64 (make them with: openssl rand"
              + " -base64 32).");
    }
    return key;
  }

  private static Set<Topic> topics(Reading reading) {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    List<String> words = reading.list(Variable.WEBHOOK_EVENTS);
    for (String word : words) {
      Optional<Topic> topic =
          Stream.of(Topic.values()).filter(it -> it.word().equals(word)).findFirst();
      topic.ifPresentOrElse(
          topics::add,
          () ->
              reading.problem(
                  Variable.WEBHOOK_EVENTS,
                  word,
                  "must be artifact-status, audit, backend-status, node or tick"));
    }
    return topics;
  }

  private static String source(Reading reading) {
    String source = reading.text(Variable.WEBHOOK_SOURCE);
    if (uri(source).isEmpty()) {
      reading.problem(Variable.WEBHOOK_SOURCE, source, "must be a URI or a path");
    }
    return source;
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
