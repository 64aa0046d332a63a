package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.castellan.access.Role;
import org.castellan.organization.Organization;

/**
 * An organization with one of everything that a path of the API can name, and the requests that
 * name them. All its names are its own, so that they can be searched for.
 */
record Things(
    Organization organization, String backend, String content, String digest, UUID token) {

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

  /** What a request must say to succeed; those with other bodies have none. */
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /v1/organizations", "{\"name\":\"new-%1$s\"}",
          "PATCH /v1/organizations/{org}", "{\"quotaBytes\":null}",
          "POST /v1/organizations/{org}/tokens", "{\"name\":\"%1$s\",\"role\":\"reader\"}",
          "POST /v1/organizations/{org}/cas-backends",
              "{\"name\":\"new-%1$s\",\"provider\":\"STUB\",\"location\":\"l\","
                  + "\"credentials\":{\"key\":\"k\"}}",
          "PATCH /v1/organizations/{org}/cas-backends/{name}", "{\"description\":\"%1$s\"}",
          "POST /v1/organizations/{org}/lfs/objects/batch",
              "{\"operation\":\"download\",\"objects\":[{\"oid\":\"%2$s\",\"size\":%3$d}]}",
          "POST /v1/organizations/{org}/lfs/objects/verify", "{\"oid\":\"%2$s\",\"size\":%3$d}",
          "PATCH /v1/checkers/{scope}", "{\"paused\":false}");

  /** What names an artifact, in a path or in the body that belongs to it. */
  private static final Pattern ARTIFACT = Pattern.compile("\\{(digest|sha256|oid)}|/verify$");

  /** Makes all of it. */
  static Things in(TestApi api) {
    return in(api, "{name}{digest}{id}");
  }

  /** Makes the organization, and of the rest what a path names. */
  static Things in(TestApi api, String path) {
    String unique = UUID.randomUUID().toString().substring(24);
    Organization organization = api.registry().organization("org-" + unique);
    String content = "content-" + unique;
    UUID token = path.contains("{id}") ? token(api, organization, unique) : UUID.randomUUID();
    var things =
        new Things(organization, "backend-" + unique, content, "sha256:" + hex(content), token);
    if (path.contains("{name}")) {
      things.register(api);
    }
    if (ARTIFACT.matcher(path).find()) {
      api.admin().upload("PUT", things.path() + "/artifacts/" + things.digest, things.bytes());
    }
    return things;
  }

  private static UUID token(TestApi api, Organization organization, String unique) {
    return api.registry()
        .tokens
        .issue(organization.id(), "token-" + unique, Role.READER, Optional.empty(), "admin")
        .orElseThrow()
        .token()
        .id();
  }

  private void register(TestApi api) {
    String form =
        "{\"name\":\"%s\",\"provider\":\"STUB\",\"location\":\"l\","
            + "\"credentials\":{\"key\":\"k\"}}";
    api.admin().post(path() + "/cas-backends", form.formatted(backend));
  }

  /** Things of the same shapes that do not exist. */
  static Things nobodys() {
    String content = UUID.randomUUID().toString();
    String unique = UUID.randomUUID().toString().substring(24);
    var organization =
        new Organization(
            UUID.randomUUID(), "org-" + unique, Optional.empty(), Optional.empty(), Instant.EPOCH);
    return new Things(
        organization, "backend-" + unique, content, "sha256:" + hex(content), UUID.randomUUID());
  }

  /** The JSON that an operation needs to succeed; empty when it takes other bytes, or none. */
  Optional<String> body(String verb, String path) {
    return Optional.ofNullable(BODIES.get(verb + " " + path))
        .map(body -> body.formatted(organization.name(), hex(content), bytes().length));
  }

  byte[] bytes() {
    return content.getBytes(UTF_8);
  }

  String path() {
    return "/v1/organizations/" + organization.name();
  }

  /** A request to a method that it should understand, about these things. */
  ApiClient.Answer call(ApiClient client, Method method) {
    return call(client, method, fill(ApiClasses.path(method), this::value));
  }

  /** The same about others' things in this organization. */
  ApiClient.Answer call(ApiClient client, Method method, Things others) {
    return call(
        client,
        method,
        fill(ApiClasses.path(method), name -> (name.equals("org") ? this : others).value(name)));
  }

  private ApiClient.Answer call(ApiClient client, Method method, String path) {
    String verb = ApiClasses.verb(method).orElseThrow();
    Optional<String> body = body(verb, ApiClasses.path(method));
    if (body.isPresent()) {
      return client.json(verb, path, body.get());
    }
    boolean sends = verb.equals("PUT") || verb.equals("POST");
    return sends
        ? client.upload(verb, path, bytes())
        : client.send(client.request(path).method(verb, BodyPublishers.noBody()));
  }

  private static String fill(String path, Function<String, String> value) {
    return PARAMETER.matcher(path).replaceAll((MatchResult match) -> value.apply(match.group(1)));
  }

  String value(String parameter) {
    return switch (parameter) {
      case "org" -> organization.name();
      case "name" -> backend;
      case "digest" -> digest;
      case "sha256", "oid" -> hex(content);
      case "id" -> token.toString();
      case "scope" -> "defaults";
      default -> throw new AssertionError("Things has nothing for {" + parameter + "}: add it.");
    };
  }

  private static String hex(String content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
