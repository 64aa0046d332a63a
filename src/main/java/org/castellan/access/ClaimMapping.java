package org.castellan.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's claims mean here. A claim is a text or a list of texts. It is named by its name,
 * or by the path to it through other claims, with dots.
 *
 * @param organization the claim that holds the name of the organization
 * @param role the claim that holds the role
 * @param roles which of its values is which role; all others are none
 */
public record ClaimMapping(String organization, String role, Map<String, Role> roles) {

  public ClaimMapping {
    roles = Map.copyOf(roles);
  }

  /** The greatest of the roles that the claims name. */
  Optional<Role> role(Map<String, Object> claims) {
    return values(claims, role).stream()
        .flatMap(value -> Stream.ofNullable(roles.get(value)))
        .max(Comparator.naturalOrder());
  }

  /** The one organization that the claims name; empty for none and for several. */
  Optional<String> organization(Map<String, Object> claims) {
    List<String> names = values(claims, organization);
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  private static List<String> values(Map<String, Object> claims, String name) {
    Object value = find(claims, name);
    Stream<?> all = value instanceof Collection<?> list ? list.stream() : Stream.ofNullable(value);
    return all.filter(Objects::nonNull)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .distinct()
        .toList();
  }

  /** A whole name comes before a path: some issuers name claims by URLs. */
  private static @Nullable Object find(Map<?, ?> claims, String name) {
    if (claims.containsKey(name)) {
      return claims.get(name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, name.substring(dot + 1))
        : null;
  }
}
