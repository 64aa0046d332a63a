package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real OCI registry (Debian's docker-registry) in a process of its own on 127.0.0.1, which ends
 * with this JVM however this JVM ends. Repositories come into being when something is pushed.
 * Thread-safe.
 */
public final class OciRegistry implements AutoCloseable {

  public static final String USER = "castellan-test";
  public static final String PASSWORD = "castellan-test-secret";

  /** Of the password; a cost as low as it goes, for it is computed for every request. */
  private static final String BCRYPT =
      "$2b$04$JBOa1tJoWO1rHVBDKTc0fuaKT3YRZEDozVaMAaK0DpsB67s/QLYJK";

  private static final List<String> HTPASSWD =
      List.of("  htpasswd:", "    realm: test", "    path: %s/htpasswd");

  private final OciRegistryFiles files;
  private final int port;
  private final ServerProcess process;

  private OciRegistry(OciRegistryFiles files, int port, ServerProcess process) {
    this.files = files;
    this.port = port;
    this.process = process;
  }

  /** One registry for the JVM that takes {@link #USER} and {@link #PASSWORD}. */
  public static OciRegistry shared() {
    OciRegistryProgram.require();
    return Shared.INSTANCE;
  }

  /**
   * A registry of the caller's own with basic authentication.
   *
   * @param deletes whether it allows anything to be deleted
   */
  public static OciRegistry basic(boolean deletes) {
    return start(deletes, HTPASSWD);
  }

  /** A registry of the caller's own that takes the tokens of a service. */
  public static OciRegistry token(TokenService tokens) {
    return start(
        true,
        List.of(
            "  token:",
            "    realm: " + tokens.realm(),
            "    service: " + TokenService.NAME,
            "    issuer: " + TokenService.ISSUER,
            "    rootcertbundle: " + tokens.certificate()));
  }

  /** Whether there is a program to start; else {@link #install} tells what provides it. */
  public static boolean isHere() {
    return OciRegistryProgram.isHere();
  }

  /** The command that provides the program. */
  public static String install() {
    return OciRegistryProgram.INSTALL;
  }

  /** A registry that keeps what it holds in a directory; credentials as {@link #shared}. */
  public static OciRegistry start(Path directory, int port) throws IOException {
    return start(directory, port, true, HTPASSWD);
  }

  private static OciRegistry start(boolean deletes, List<String> auth) {
    OciRegistryProgram.require();
    try {
      Path parent = Files.createDirectories(Path.of("target", "oci"));
      return start(
          Files.createTempDirectory(parent, "registry"), S3Server.freePort(), deletes, auth);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OciRegistry start(Path directory, int port, boolean deletes, List<String> auth)
      throws IOException {
    var files = new OciRegistryFiles(directory.toAbsolutePath());
    Path settings = files.write(USER + ":" + BCRYPT, port, deletes, auth);
    return new OciRegistry(files, port, OciRegistryProgram.start(settings, port));
  }

  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:port/repository}. */
  public String location(String repository) {
    return "http://127.0.0.1:" + port + "/" + repository;
  }

  /**
   * The uploads of a repository that were neither finished nor cancelled. Of cancelled ones this
   * registry keeps an empty directory.
   */
  public List<String> openUploads(String repository) {
    return files.openUploads(repository);
  }

  /** The credentials document that the provider takes. */
  public static Map<String, String> credentials() {
    return Map.of("username", USER, "password", PASSWORD);
  }

  /** Kills the process. */
  @Override
  public void close() {
    process.close();
  }

  private static final class Shared {
    static final OciRegistry INSTANCE = basic(true);
  }
}
