package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.castellan.organization.Organization;
import org.castellan.schedule.Counts;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What went to a fallback comes home. */
class HomecomingApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = new TestDatabase();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  private final Organization organization = api.registry().organization();
  private final S3Backends s3 = new S3Backends(api, organization);

  @Test
  void artifactThatWentToTheFallbackIsCopiedHomeOnceTheDefaultIsHealthyAgain() throws Exception {
    String artifact = uploadAway("hello");
    api.tidyUp();
    assertThat(s3.files("main")).as("while it is invalid").isEmpty();
    s3.status("main", "OK");
    Counts counts = api.tidyUp();
    assertThat(counts).isEqualTo(new Counts(1, 0, 0, 0));
    assertThat(s3.files("main")).hasSize(1);
    assertThat(s3.files("spare")).as("the fallback keeps its copy").hasSize(1);
    assertThat(api.tidyUp().done()).as("only once").isZero();
    assertThat(api.admin().get(s3.path() + "/artifacts?backend=main").text())
        .contains("\"backends\":[\"spare\",\"main\"]");
    assertThat(api.admin().get(artifact).text()).isEqualTo("hello");
  }

  @Test
  void artifactThatWentToTheDefaultIsNotCopied() throws Exception {
    s3.register("main", "default");
    s3.register("spare", "fallback");
    upload("hello");
    assertThat(api.tidyUp().done()).isZero();
    assertThat(s3.files("spare")).isEmpty();
  }

  @Test
  void otherBytesDoNotComeHome() throws Exception {
    uploadAway("hello");
    Files.writeString(s3.files("spare").get(0), "hellO");
    s3.status("main", "OK");
    assertThat(api.tidyUp()).isEqualTo(new Counts(1, 1, 0, 1));
    assertThat(s3.files("main")).isEmpty();
    assertThat(api.admin().delete(s3.path() + "?purge=true").status()).isEqualTo(202);
    api.tidyUp();
    assertThat(api.admin().get(s3.path()).status()).isEqualTo(404);
  }

  private String uploadAway(String content) throws IOException {
    s3.register("main", "default");
    s3.register("spare", "fallback");
    s3.status("main", "INVALID");
    String artifact = upload(content);
    assertThat(s3.files("spare")).hasSize(1);
    return artifact;
  }

  private String upload(String content) {
    return s3.upload(api.admin(), content);
  }
}
