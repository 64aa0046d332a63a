package org.castellan.deployment;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.castellan.testkit.Workspace;

/** The files of that directory, and what they have to agree with. */
final class ServerConfig {

  static final Path DIRECTORY = Path.of("server-config");

  private static final Pattern VARIABLE = Pattern.compile("CASTELLAN_[A-Z_]+");

  private ServerConfig() {}

  static List<Path> files() throws IOException {
    try (var files = Files.walk(DIRECTORY)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** A user's directory with a copy of it. */
  static Workspace copied(Path directory) {
    var user = new Workspace(directory, Map.of());
    user.run("cp -r '%s' .".formatted(DIRECTORY.toAbsolutePath()));
    return user;
  }

  static String text(String file) {
    try {
      return Files.readString(DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables of Castellan's that a text names. */
  static Set<String> variables(String text) {
    return new TreeSet<>(VARIABLE.matcher(text).results().map(MatchResult::group).toList());
  }

  /** The paths that anybody may GET, as the API's own description has them. */
  static List<String> healthPaths() {
    String document = "/org/castellan/web/openapi.json";
    try (InputStream stream =
            Objects.requireNonNull(ServerConfig.class.getResourceAsStream(document));
        var reader = Json.createReader(stream)) {
      return reader.readObject().getJsonObject("paths").keySet().stream()
          .filter(path -> path.startsWith("/health/"))
          .map(path -> "/api" + path)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
