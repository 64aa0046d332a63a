package org.castellan.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.castellan.access.Role;
import org.castellan.organization.Organization;
import org.castellan.testkit.OnEveryPostgres;
import org.castellan.testkit.TestDatabase;
import org.castellan.testkit.TestRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database refuses what breaks a rule, whoever asks. */
@OnEveryPostgres
class SchemaRulesTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final TestRegistry kit = new TestRegistry(db.jdbi());
  private Organization organization;
  private CasBackend s3;

  @BeforeEach
  void anOrganizationWithTwoBackends() {
    organization = kit.organization();
    s3 = kit.defaultBackend(organization, "s3");
    kit.fallbackBackend(organization, "other");
    kit.tokens.issue(organization.id(), "ci", Role.OWNER, Optional.empty(), "admin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cas_backend_one_default                 | is_fallback = false, is_default = true
          cas_backend_one_fallback                | is_default = false, is_fallback = true
          cas_backend_default_is_not_fallback     | is_default = true, is_fallback = true
          cas_backend_live_name                   | name = 'same'
          cas_backend_name                        | name = 'Bad_Name'
          cas_backend_name                        | name = ''
          cas_backend_deleted_serves_no_uploads   | deleted_at = now()
          cas_backend_max_bytes                   | max_bytes = 10485759
          cas_backend_description                 | description = repeat('d', 1001)
          cas_backend_status                      | status = 'PERHAPS', error_class = 'e', error = 'e', remedy = 'r'
          cas_backend_invalid_says_why            | status = 'INVALID'
          cas_backend_credentials                 | credential_id = null
          cas_backend_credential                  | credential_id = gen_random_uuid()
          """)
  void backendsThatBreakARuleAreRefused(String constraint, String set) {
    assertRefused(
        constraint,
        "update cas_backend set " + set + " where not built_in and organization_id = ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cas_backend_max_bytes         | max_bytes = 0
          cas_backend_built_in_is_ok    | status = 'INVALID', error_class = 'e', error = 'e', remedy = 'r'
          cas_backend_built_in_is_ok    | deleted_at = now(), is_default = false
          """)
  void builtInBackendThatBreaksARuleIsRefused(String constraint, String set) {
    assertRefused(
        constraint, "update cas_backend set " + set + " where built_in and organization_id = ?");
  }

  @Test
  void secondBuiltInBackendIsRefused() {
    assertRefused(
        "cas_backend_one_built_in",
        """
        insert into cas_backend (id, organization_id, name, provider, built_in, location, host, max_bytes, status)
        values (gen_random_uuid(), ?, 'second', 'INLINE', true, '', '', 512000, 'OK')
        """);
  }

  @Test
  void credentialsBelongToOneBackend() {
    assertRefused(
        "cas_backend_credential_id_key",
        "update cas_backend set credential_id = '"
            + s3.credentialId().orElseThrow()
            + "' where name = 'other' and organization_id = ?");
  }

  @Test
  void credentialsInUseAreNotDeleted() {
    assertRefused(
        "cas_backend_credential_id_fkey",
        s3.credentialId().orElseThrow(),
        "delete from credential where id = ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          organization_name         | name = 'Bad_Name'
          organization_name         | name = repeat('a', 64)
          organization_quota_bytes  | quota_bytes = -1
          """)
  void organizationThatBreaksARuleIsRefused(String constraint, String set) {
    assertRefused(constraint, "update organization set " + set + " where id = ?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          access_token_role           | role = 'admin'
          access_token_name           | name = ''
          access_token_secret_sha256  | secret_sha256 = 'in the clear'
          """)
  void tokenThatBreaksARuleIsRefused(String constraint, String set) {
    assertRefused(constraint, "update access_token set " + set + " where organization_id = ?");
  }

  @Test
  void artifactsKeepTheirBackendAndTheirOrganization() {
    String insert =
        """
        insert into artifact (organization_id, digest, backend_id, size, created_by)
        select organization_id, repeat('a', 64), id, 1, 'admin' from cas_backend
        where is_default and organization_id = ?
        """;
    assertThatCode(() -> execute(insert, organization.id())).doesNotThrowAnyException();

    assertRefused("artifact_backend_id_fkey", s3.id(), "delete from cas_backend where id = ?");
    assertRefused("artifact_", "delete from organization where id = ?");
  }

  private void assertRefused(String constraint, String sql) {
    assertRefused(constraint, organization.id(), sql);
  }

  private void assertRefused(String constraint, UUID id, String sql) {
    assertThatThrownBy(() -> execute(sql, id)).hasMessageContaining('"' + constraint);
  }

  private void execute(String sql, UUID id) {
    kit.jdbi.useHandle(handle -> handle.execute(sql, id));
  }
}
