package org.castellan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An organization's artifacts. */
@Command(name = "artifacts", description = "Put, get, list and delete an organization's artifacts.")
final class Artifacts {

  private static final String ORG = "ORGANIZATION";
  private static final String DIGEST = "DIGEST";
  private static final List<Column> STORED =
      List.of(
          Column.of(DIGEST, "digest"),
          Column.bytes("SIZE", "size"),
          Column.of("FILE", "fileName"),
          Column.of("BACKEND", "backend"));
  private static final List<Column> LISTED =
      List.of(
          Column.of(DIGEST, "digest"),
          Column.bytes("SIZE", "size"),
          Column.of("FILE", "fileName"),
          Column.of("BACKENDS", "backends"),
          Column.of("UPLOADED", "uploadedAt"),
          Column.of("BY", "uploadedBy"));

  private final Session session;

  Artifacts(Session session) {
    this.session = session;
  }

  @Command(description = "Store a file under its SHA-256, which is found out here.")
  void put(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--name", description = "Another file name to keep with it.")
          Optional<String> name) {
    String kept = name.orElseGet(() -> String.valueOf(file.toAbsolutePath().getFileName()));
    session.answers().one(new Upload(session, file, kept).to(organization), STORED);
  }

  @Command(description = "Fetch an artifact. The file appears only when all of it was verified.")
  void get(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = DIGEST) Digest digest,
      @Parameters(
              paramLabel = "FILE",
              description = "Where to, or a directory; - for standard output.")
          String file,
      @Option(names = "--force", description = "Replace the file when there is one.")
          boolean force) {
    var download = new Download(session, organization, digest);
    if (file.equals("-")) {
      download.into(session.surroundings().stdout());
      return;
    }
    Path given = Path.of(file);
    Path target = Files.isDirectory(given) ? given.resolve(digest.hex()) : given;
    download.into(target, force);
    session.answers().done(digest + " is in " + target);
  }

  @Command(description = "Newest first.")
  void list(
      @Parameters(paramLabel = ORG) String organization,
      @Option(names = "--digest", paramLabel = DIGEST) Optional<Digest> digest,
      @Option(names = "--file-name", paramLabel = "TEXT", description = "A part of the name.")
          Optional<String> fileName,
      @Option(names = "--backend", paramLabel = "NAME") Optional<String> backend,
      @Option(names = "--uploaded-after", paramLabel = "INSTANT") Optional<Instant> after,
      @Option(names = "--uploaded-before", paramLabel = "INSTANT") Optional<Instant> before,
      @Option(names = "--limit", defaultValue = Limit.DEFAULT, description = Limit.IS) int limit) {
    var filter = new HashMap<String, String>();
    digest.ifPresent(value -> filter.put("digest", value.toString()));
    fileName.ifPresent(value -> filter.put("fileName", value));
    backend.ifPresent(value -> filter.put("backend", value));
    after.ifPresent(value -> filter.put("uploadedAfter", value.toString()));
    before.ifPresent(value -> filter.put("uploadedBefore", value.toString()));
    session.answers().list(session.api().list(path(organization), filter, limit), LISTED);
  }

  @Command(description = "Take an artifact out of the record; the backends' copies go later.")
  void delete(
      @Parameters(paramLabel = ORG) String organization,
      @Parameters(paramLabel = DIGEST) Digest digest) {
    session.api().delete(path(organization) + Api.path(digest.inPath()));
    session.answers().done(digest + " is deleted");
  }

  private static String path(String organization) {
    return Api.inOrganization(organization, "artifacts");
  }
}
