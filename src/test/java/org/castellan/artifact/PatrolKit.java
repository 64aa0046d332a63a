package org.castellan.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.castellan.audit.AuditEntry;
import org.castellan.audit.AuditEvent;
import org.castellan.backend.CasBackend;
import org.castellan.organization.Organization;
import org.castellan.testkit.AuditTrail;
import org.castellan.testkit.S3Server;
import org.jdbi.v3.core.Jdbi;

/** An organization with artifacts on real buckets, whose files a test changes behind our back. */
record PatrolKit(ArtifactKit kit, Jdbi jdbi, Organization organization) {

  static final Duration PERIOD = Duration.ofDays(30);

  static PatrolKit on(ArtifactKit kit, Jdbi jdbi) {
    jdbi.useHandle(
        handle -> handle.execute("truncate artifact, artifact_removal, artifact_upload"));
    return new PatrolKit(kit, jdbi, kit.registry.organization());
  }

  /** Far from its bounds. */
  PatrolTicks ticks() {
    return ticks(1000, 1 << 30);
  }

  PatrolTicks ticks(int maxCopies, long maxBytes) {
    return new PatrolTicks(jdbi, kit.patrol(PERIOD, maxCopies, maxBytes));
  }

  /** A backend with a bucket of its own. */
  CasBackend backend(String name) {
    return kit.backend(
        organization, name, S3Server.shared().bucket(bucket(name)), name.equals("main"));
  }

  String bucket(String name) {
    return organization.name() + "-" + name;
  }

  /** Uploads it, as if long ago. */
  Digest put(CasBackend backend, String content) {
    Digest digest = upload(backend, content);
    PatrolTicks.age(jdbi, 31);
    return digest;
  }

  Digest upload(CasBackend backend, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    var sha256 = Digest.sha256();
    sha256.update(bytes);
    Digest digest = Digest.of(sha256);
    var result =
        kit.uploads.put(
            ArtifactKit.to(backend), digest, bytes.length, new ByteArrayInputStream(bytes));
    assertThat(result).isInstanceOf(UploadResult.Stored.class);
    return digest;
  }

  /** Another copy of the same, of the same age. */
  void copy(Digest digest, CasBackend target) {
    Artifact source = kit.downloads().find(organization.id(), digest).orElseThrow();
    assertThat(new Copying(kit.uploads, kit.openCopies()).copy(source, target, "test")).isTrue();
    PatrolTicks.age(jdbi, 31);
  }

  Path file(String backend, Digest digest) {
    return S3Server.shared()
        .directoryOf(bucket(backend))
        .resolve(organization.id().toString())
        .resolve("sha256")
        .resolve(digest.hex());
  }

  /** The provider has other bytes of the same length from now on. */
  void rot(String backend, Digest digest) {
    try {
      byte[] bytes = Files.readAllBytes(file(backend, digest));
      bytes[0] ^= 1;
      Files.write(file(backend, digest), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Damage> damage(CasBackend backend, Digest digest) {
    return Copies.find(jdbi, organization.id(), digest).stream()
        .map(LocatedCopy::artifact)
        .filter(it -> it.backendId().equals(backend.id()))
        .findFirst()
        .flatMap(Artifact::damage);
  }

  String read(Digest digest) throws IOException {
    var out = new ByteArrayOutputStream();
    List<LocatedCopy> copies = kit.downloads().copies(organization.id(), digest);
    try (Download download = kit.downloads().open(copies).orElseThrow()) {
      download.writeTo(out);
    }
    return out.toString(UTF_8);
  }

  /** What the organization's audit tells of the patrol, newest first. */
  List<String> told() {
    return kit
        .registry
        .audit
        .list(AuditTrail.of(Optional.of(organization.id())), Optional.empty(), 50)
        .items()
        .stream()
        .map(AuditEntry::event)
        .filter(event -> event.actor().equals(PatrolRecord.ACTOR))
        .map(AuditEvent::action)
        .toList();
  }
}
