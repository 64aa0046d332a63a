package org.castellan.storage.oci;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.castellan.storage.Endpoint;

/**
 * {@code registry/repository}, over HTTPS unless {@code http://} stands before it. {@code
 * docker.io} means Docker Hub's registry, as it does for Docker. Immutable.
 *
 * @param registry scheme, host and port only
 */
record OciLocation(HttpUrl registry, String repository) {

  private static final int MAX_LENGTH = 255;
  private static final String HUB = "docker.io";
  private static final String HUB_REGISTRY = "registry-1.docker.io";

  private static final Pattern LOCATION =
      Pattern.compile("((?<scheme>(?i:https?))://)?(?<host>[^/?#@\\\\]+)/(?<repository>.+)");

  /** Without a dot, a port or this name, Docker takes the first part for a user of its Hub. */
  private static final Pattern HOST =
      Pattern.compile("([^:]+\\.[^:]+|[^:]+:[0-9]+|localhost|\\[[0-9a-fA-F:.]+])(:[0-9]+)?");

  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
  private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*+");

  /**
   * @throws IllegalArgumentException whose message says what is wrong, to follow the field's name
   */
  static OciLocation parse(String location) {
    require(location.length() <= MAX_LENGTH, "is longer than 255 characters");
    Matcher parts = LOCATION.matcher(location);
    require(
        parts.matches() && HOST.matcher(parts.group("host")).matches(),
        "must name a registry and a repository: registry.example.com/repository");
    String repository = parts.group("repository");
    require(
        REPOSITORY.matcher(repository).matches(),
        "does not name a repository: parts of a-z and 0-9, joined by '.', '_', '-' or '/', without"
            + " a tag");
    String scheme = parts.group("scheme") == null ? "https" : parts.group("scheme");
    return new OciLocation(registry(scheme, parts.group("host")), repository);
  }

  private static HttpUrl registry(String scheme, String authority) {
    String host = authority.equals(HUB) ? HUB_REGISTRY : authority;
    HttpUrl url = HttpUrl.get(Endpoint.of(Endpoint.url(scheme + "://" + host + "/")));
    return Objects.requireNonNull(url, "an endpoint is a URL");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  boolean plainHttp() {
    return !registry.isHttps();
  }

  /** The URL of something in the repository: {@code manifests/…}, {@code blobs/…}. */
  HttpUrl url(String path) {
    return registry.newBuilder().addPathSegments("v2/" + repository + "/" + path).build();
  }

  /** Whether a URL leads to the registry itself, which alone may see what the login gave. */
  boolean serves(HttpUrl url) {
    return url.scheme().equals(registry.scheme())
        && url.host().equals(registry.host())
        && url.port() == registry.port();
  }

  /**
   * Registries behind a TLS terminator answer with plain URLs of themselves: those are meant so.
   */
  HttpUrl secured(HttpUrl url) {
    boolean ownInTheClear =
        registry.isHttps() && !url.isHttps() && url.host().equals(registry.host());
    return ownInTheClear
        ? url.newBuilder().scheme(registry.scheme()).port(registry.port()).build()
        : url;
  }
}
