package org.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimMappingTest {

  private static final Map<String, Role> ROLES =
      Map.of("cas-read", Role.READER, "cas-own", Role.OWNER);

  @Test
  void theGreatestOfTheNamedRolesCounts() {
    var mapping = new ClaimMapping("org", "groups", ROLES);
    assertThat(mapping.role(Map.of("groups", List.of("cas-read", "cas-own", "staff"))))
        .contains(Role.OWNER);
    assertThat(mapping.role(Map.of("groups", "cas-read"))).contains(Role.READER);
  }

  @Test
  void whatIsNotMappedIsNoRole() {
    var mapping = new ClaimMapping("org", "groups", ROLES);
    assertThat(mapping.role(Map.of("groups", List.of("owner", "admin", "CAS-OWN")))).isEmpty();
    assertThat(mapping.role(Map.of("groups", List.of(7, List.of("cas-own"))))).isEmpty();
    assertThat(mapping.role(Map.of("groups", Map.of("cas-own", true)))).isEmpty();
    assertThat(mapping.role(Map.of())).isEmpty();
  }

  @Test
  void claimsInsideOthersAreNamedByTheirPath() {
    var mapping = new ClaimMapping("a.org", "realm_access.roles", ROLES);
    Map<String, Object> claims =
        Map.of(
            "realm_access",
            Map.of("roles", List.of("cas-own")),
            "a",
            Map.of("org", "acme", "b", 1));
    assertThat(mapping.role(claims)).contains(Role.OWNER);
    assertThat(mapping.organization(claims)).contains("acme");
    assertThat(mapping.role(Map.of("realm_access", "roles"))).isEmpty();
  }

  @Test
  void aNameWithDotsComesBeforeAPath() {
    var mapping = new ClaimMapping("https://example.org/team", "a.b", ROLES);
    Map<String, Object> claims =
        Map.of("https://example.org/team", "acme", "a.b", "cas-read", "a", Map.of("b", "cas-own"));
    assertThat(mapping.organization(claims)).contains("acme");
    assertThat(mapping.role(claims)).contains(Role.READER);
  }

  @Test
  void theOrganizationIsOne() {
    var mapping = new ClaimMapping("org", "role", ROLES);
    assertThat(mapping.organization(Map.of("org", List.of("acme")))).contains("acme");
    assertThat(mapping.organization(Map.of("org", List.of("acme", "acme")))).contains("acme");
    assertThat(mapping.organization(Map.of("org", List.of("acme", "globex")))).isEmpty();
    assertThat(mapping.organization(Map.of("org", List.of()))).isEmpty();
  }
}
