package org.castellan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.castellan.organization.Organization;
import org.castellan.testkit.S3Server;

/** An organization's backends on the real S3 server, each with a bucket of its own. */
record S3Backends(TestApi api, Organization organization) {

  /** Registers one of this name. */
  void register(String name, String seat) {
    registerAt(name, seat, S3Server.shared().bucket(bucket(name)));
  }

  /** The same, reached through that port. */
  void registerThrough(int port, String name, String seat) {
    S3Server.shared().bucket(bucket(name));
    registerAt(name, seat, "http://127.0.0.1:" + port + "/" + bucket(name));
  }

  /**
   * The same, anywhere.
   *
   * @param seat {@code default} or {@code fallback}
   */
  void registerAt(String name, String seat, String location) {
    var created =
        api.admin()
            .post(
                path() + "/cas-backends",
                """
                {"name":"%s","provider":"AWS-S3","location":"%s","%s":true,
                 "credentials":{"accessKeyId":"%s","secretAccessKey":"%s"}}
                """
                    .formatted(
                        name, location, seat, S3Server.accessKeyId(), S3Server.secretAccessKey()));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  /** Of how many copies a version is on record that was found right. */
  int verifiedVersions() {
    return api.registry()
        .jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(verified_version) from artifact
                        where organization_id = :organization
                        """)
                    .bind("organization", organization.id())
                    .mapTo(Integer.class)
                    .one());
  }

  /** Uploads it, and says at which path it is. */
  String upload(ApiClient client, String content) {
    var answer = client.upload("POST", path() + "/artifacts", content.getBytes(UTF_8));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return path() + "/artifacts/" + answer.json().getString("digest");
  }

  /** What the last validation of that name's backend shall have found. */
  void status(String name, String status) {
    api.registry()
        .jdbi
        .useHandle(
            handle ->
                handle.execute(
                    """
                    update cas_backend set status = ?, error_class = 'UNREACHABLE', error = 'x',
                      remedy = 'y', validated_at = now()
                    where name = ? and organization_id = ?
                    """,
                    status,
                    name,
                    organization.id()));
  }

  /** All files of the backend's bucket: objects, and parts of unfinished ones. */
  List<Path> files(String name) {
    try (Stream<Path> files = Files.walk(S3Server.shared().directoryOf(bucket(name)))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String location(String name) {
    return S3Server.shared().location(bucket(name));
  }

  String path() {
    return "/v1/organizations/" + organization.name();
  }

  String artifact(String sha256) {
    return path() + "/artifacts/sha256:" + sha256;
  }

  private String bucket(String name) {
    return organization.name() + "-" + name;
  }
}
