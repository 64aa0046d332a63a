package org.castellan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.castellan.ProviderNames.Mention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding a provider is one package: nothing of the product outside it knows its name. */
class ProviderNamesTest {

  private static final Path PRODUCT = Path.of("src", "main");

  /** Where a provider is named on purpose. */
  enum Allowed {
    /** One document tells tenants each provider's id, location and credentials. */
    OPENAPI("resources/org/castellan/web/openapi.json", ""),

    /** A word of the API, older than the built-in backend's being a property of any provider. */
    FIELD("java/org/castellan/web/Views.java", "\"inline\""),

    /** As the field. */
    REASON("java/org/castellan/web/problem/Reason.java", "INLINE_BACKEND"),

    /** As the field. */
    USE_OF_REASON("java/org/castellan/web/BackendProblems.java", "INLINE_BACKEND"),

    /** One file tells the console what each provider's form asks for. */
    CONSOLE_FORMS("webapp/pages/providers.js", ""),

    /** As the field. */
    CONSOLE_FIELD("webapp/pages/", ".inline"),

    /** A word of CSS. */
    STYLE("webapp/pages/", "inline-");

    private final String file;
    private final String text;

    Allowed(String file, String text) {
      this.file = file;
      this.text = text;
    }

    boolean covers(Mention mention) {
      return mention.file().startsWith(file) && mention.line().contains(text);
    }
  }

  private final ProviderNames names;

  ProviderNamesTest() throws IOException {
    names = ProviderNames.of(PRODUCT.resolve(Path.of("java", "org", "castellan", "storage")));
  }

  @Test
  void nothingOutsideAProvidersPackageNamesIt() {
    assertThat(names.in(PRODUCT)).filteredOn(this::isForbidden).isEmpty();
  }

  private boolean isForbidden(Mention mention) {
    return List.of(Allowed.values()).stream().noneMatch(allowed -> allowed.covers(mention));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAllowedIsThere(Allowed allowed) {
    assertThat(names.in(PRODUCT)).anyMatch(allowed::covers);
  }

  @Test
  void everyPackageOfAProviderHasItsId() {
    assertThat(names.ids()).hasSameSizeAs(names.byKind().keySet()).contains("AWS-S3", "INLINE");
    assertThat(names.byKind().get("s3")).containsExactlyInAnyOrder(" s3 ", " aws s3 ");
  }

  @Test
  void theContractAndThePageTellOfEveryProvider() throws IOException {
    String contract = Files.readString(PRODUCT.resolve(Allowed.OPENAPI.file));
    List<String> page = Files.readAllLines(Path.of("docs", "providers.md"));
    for (String id : names.ids()) {
      assertThat(contract).contains("\"%s\"".formatted(id));
      assertThat(page).contains("## " + id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "where provider <> 'INLINE'",
        "CasBackend.INLINE_MAX_BYTES",
        "insertInline(handle)",
        "create table inline_blob (",
        "import org.castellan.storage.s3.S3Provider;",
        "new S3Bucket()",
        "OCIRegistry",
        "provider.equals(\"AzureBlob\")",
      })
  void aNameIsFoundHoweverItIsWritten(String line) {
    assertThat(names.names("java/org/castellan/backend/Backends.java", line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"society", "an outline", "inlined", "blob.azurite", "sha256s3cret"})
  void otherWordsAreNoNames(String line) {
    assertThat(names.names("java/org/castellan/backend/Backends.java", line)).isFalse();
  }

  @Test
  void onlyItsOwnPackageMayNameAProvider() {
    String file = "java/org/castellan/storage/s3/S3Form.java";
    assertThat(names.names(file, "new S3Bucket()")).isFalse();
    assertThat(names.names(file, "new OciForm()")).isTrue();
  }
}
