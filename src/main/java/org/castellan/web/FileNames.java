package org.castellan.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.castellan.artifact.Artifact;
import org.jspecify.annotations.Nullable;

/** File names in {@code Content-Disposition} (RFC 6266), made harmless on their way in and out. */
final class FileNames {
  private static final Pattern EXTENDED =
      Pattern.compile("(?i);\\s*filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");

  /** Possessive: what goes back over a long name would exhaust the stack. */
  private static final Pattern QUOTED =
      Pattern.compile("(?i);\\s*filename\\s*=\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private static final Pattern TOKEN = Pattern.compile("(?i);\\s*filename\\s*=\\s*([^\";\\s]+)");

  private FileNames() {}

  /** The name that a request gives its body, without directories and control characters. */
  static Optional<String> of(@Nullable String disposition) {
    if (disposition == null) {
      return Optional.empty();
    }
    String header = ";" + disposition.replaceFirst("^[^;=]*(?=;|$)", "");
    return extended(header)
        .or(() -> first(QUOTED, header).map(name -> name.replaceAll("\\\\(.)", "$1")))
        .or(() -> first(TOKEN, header))
        .map(FileNames::harmless)
        .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."));
  }

  /** An attachment's header; names beyond ASCII are given twice, as the RFC has it. */
  static String attachment(Optional<String> fileName, String otherwise) {
    String name = fileName.orElse(otherwise);
    String ascii = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
    String encoded =
        URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    return ascii.equals(name)
        ? "attachment; filename=\"" + ascii + "\""
        : "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
  }

  private static Optional<String> extended(String header) {
    try {
      // A plus is a plus here, not a space as in forms.
      return first(EXTENDED, header)
          .map(name -> URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Pattern pattern, String header) {
    return Optional.of(pattern.matcher(header)).filter(Matcher::find).map(it -> it.group(1));
  }

  private static String harmless(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String printable = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\uFFFD]", "").strip();
    int end = Math.min(printable.length(), Artifact.MAX_FILE_NAME);
    boolean splits = end > 0 && Character.isHighSurrogate(printable.charAt(end - 1));
    return printable.substring(0, splits ? end - 1 : end);
  }
}
