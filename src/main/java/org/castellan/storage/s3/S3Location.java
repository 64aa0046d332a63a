package org.castellan.storage.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code bucket} on Amazon's own endpoints, or {@code https://endpoint/bucket}. Immutable.
 *
 * @param endpoint scheme, host and port only; empty for Amazon's own
 */
record S3Location(Optional<URI> endpoint, String bucket) {

  private static final int MAX_LENGTH = 500;
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern BUCKET =
      Pattern.compile("(?!.*\\.\\.)(?![0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** {@code 127.1}, {@code 0x7f.1} and {@code 017700000001} are addresses to some resolvers. */
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  private static final Pattern QUAD = Pattern.compile("((0|[1-9][0-9]{0,2})(\\.(?!$)|$)){4}");

  /**
   * @throws IllegalArgumentException whose message says what is wrong, to follow the field's name
   */
  static S3Location parse(String location) {
    require(location.length() <= MAX_LENGTH, "is longer than 500 characters");
    if (!SCHEME.matcher(location).matches()) {
      return new S3Location(Optional.empty(), bucket(location));
    }
    URI uri = uri(location);
    return new S3Location(Optional.of(endpoint(uri)), bucket(path(uri)));
  }

  private static URI uri(String location) {
    try {
      return new URI(location);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no URL", e);
    }
  }

  private static URI endpoint(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    require(scheme.equals("https") || scheme.equals("http"), "must begin with https://");
    require(uri.getHost() != null, "has no valid host");
    require(uri.getRawUserInfo() == null, "must not hold a user or password");
    require(uri.getRawQuery() == null, "must not have a query");
    require(uri.getRawFragment() == null, "must not have a fragment");
    require(uri.getPort() != 0 && uri.getPort() <= 65535, "has no valid port");
    boolean plain =
        !NUMBER.matcher(uri.getHost()).matches() || QUAD.matcher(uri.getHost()).matches();
    require(plain, "must name its host or give its address in the usual form");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
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
