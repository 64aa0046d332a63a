package org.castellan.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A secret that must not be found in what comes out, in the clear or encoded, whatever stands
 * before and after it. Not changed once made.
 */
public final class Canary {

  private static final int SHORTEST = 12;

  private final String name;
  private final List<String> forms;

  /**
   * @param name that may be told
   * @throws IllegalArgumentException when it is so short that it may be found by chance
   */
  public Canary(String name, String secret) {
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException(name + " is too short");
    }
    this.name = name;
    this.forms = List.copyOf(forms(secret));
  }

  private static Set<String> forms(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(secret);
    forms.add(secret.replace("/", "\\/"));
    String url = URLEncoder.encode(secret, UTF_8);
    forms.add(url);
    forms.add(url.replace("+", "%20"));
    forms.add(lowerCaseEscapes(url));
    String hex = HexFormat.of().formatHex(bytes);
    forms.add(hex);
    forms.add(hex.toUpperCase(Locale.ROOT));
    String list = Arrays.toString(bytes);
    forms.add(list.substring(1, list.length() - 1));
    for (String base64 : base64(bytes)) {
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  private static String lowerCaseEscapes(String url) {
    var lower = new StringBuilder(url);
    for (int i = url.indexOf('%'); i >= 0; i = url.indexOf('%', i + 1)) {
      lower.replace(i, i + 3, url.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  /** What of it does not depend on its neighbours, for each place where it may begin. */
  private static List<String> base64(byte[] bytes) {
    var found = new ArrayList<String>();
    for (int before = 0; before < 3; before++) {
      var shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String all = Base64.getEncoder().encodeToString(shifted);
      int from = (before * 8 + 5) / 6;
      found.add(all.substring(from, shifted.length * 8 / 6));
    }
    return found;
  }

  public boolean isIn(String text) {
    return forms.stream().anyMatch(text::contains);
  }

  public boolean isIn(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return isIn(text) || text.contains(new String(forms.get(0).getBytes(UTF_8), ISO_8859_1));
  }

  /** Its name alone. */
  @Override
  public String toString() {
    return name;
  }
}
