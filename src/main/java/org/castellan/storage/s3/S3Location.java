package org.castellan.storage.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.storage.Endpoint;

/**
 * {@code bucket} on Amazon's own endpoints, or {@code https://endpoint/bucket}. Immutable.
 *
 * @param endpoint scheme, host and port only; empty for Amazon's own
 */
record S3Location(Optional<URI> endpoint, String bucket) {

  private static final Pattern BUCKET =
      Pattern.compile("(?!.*\\.\\.)(?![0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * @throws IllegalArgumentException whose message says what is wrong, to follow the field's name
   */
  static S3Location parse(String location) {
    if (!Endpoint.isUrl(location)) {
      return new S3Location(Optional.empty(), bucket(location));
    }
    URI url = Endpoint.url(location);
    return new S3Location(Optional.of(Endpoint.of(url)), bucket(path(url)));
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    require(
        path.lastIndexOf('/') == 0 && path.length() > 1,
        "must end in one bucket: https://endpoint/bucket");
    return path.substring(1);
  }

  private static String bucket(String name) {
    require(
        BUCKET.matcher(name).matches(), "does not name a bucket: 3 to 63 of a-z, 0-9, '.' and '-'");
    return name;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  boolean plainHttp() {
    return endpoint.filter(uri -> uri.getScheme().equals("http")).isPresent();
  }
}
