package org.castellan.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the endpoint out of a location that a tenant wrote. What is wrong is told by {@link
 * IllegalArgumentException}, whose message is to follow the field's name.
 */
public final class Endpoint {

  private static final int MAX_LENGTH = 500;
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*");

  /** {@code 127.1}, {@code 0x7f.1} and {@code 017700000001} are addresses to some resolvers. */
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  private static final Pattern QUAD = Pattern.compile("((0|[1-9][0-9]{0,2})(\\.(?!$)|$)){4}");

  private Endpoint() {}

  /** Whether the location begins with a scheme, so that its host is not the provider's own. */
  public static boolean isUrl(String location) {
    require(location.length() <= MAX_LENGTH, "is longer than 500 characters");
    return SCHEME.matcher(location).matches();
  }

  public static URI url(String location) {
    try {
      return new URI(location);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no URL", e);
    }
  }

  /** Scheme, host in lower case and port of a URL that has nothing beside them but a path. */
  public static URI of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    require(scheme.equals("https") || scheme.equals("http"), "must begin with https://");
    require(url.getHost() != null, "has no valid host");
    require(url.getRawUserInfo() == null, "must not hold a user or password");
    require(url.getRawQuery() == null, "must not have a query");
    require(url.getRawFragment() == null, "must not have a fragment");
    require(url.getPort() != 0 && url.getPort() <= 65535, "has no valid port");
    boolean plain =
        !NUMBER.matcher(url.getHost()).matches() || QUAD.matcher(url.getHost()).matches();
    require(plain, "must name its host or give its address in the usual form");
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
