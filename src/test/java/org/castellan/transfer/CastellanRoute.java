package org.castellan.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * As a client of Castellan that knows the digest.
 *
 * @param organization its URL
 * @param token of one of its writers
 */
record CastellanRoute(String organization, String token) implements Route {

  private static final int PIECE = 64 << 10;

  @Override
  public void put(Sample sample) {
    try {
      HttpURLConnection request = request(sample, "PUT");
      request.setDoOutput(true);
      request.setFixedLengthStreamingMode(sample.size());
      try (OutputStream body = request.getOutputStream();
          InputStream bytes = sample.open()) {
        copy(bytes, body);
      }
      answered(request, 201);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void get(Sample sample) {
    try {
      long size = answered(request(sample, "GET"), 200);
      if (size != sample.size()) {
        throw new IllegalStateException(size + " bytes came of " + sample);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpURLConnection request(Sample sample, String method) throws IOException {
    var url = URI.create(organization + "/artifacts/sha256:" + sample.sha256()).toURL();
    var request = (HttpURLConnection) url.openConnection();
    request.setRequestMethod(method);
    request.setRequestProperty("Authorization", "Bearer " + token);
    return request;
  }

  /** Reads the answer, so that its connection is used again; how long it was. */
  private static long answered(HttpURLConnection request, int status) throws IOException {
    if (request.getResponseCode() != status) {
      throw new IllegalStateException(request.getRequestMethod() + ": " + problem(request));
    }
    try (InputStream body = request.getInputStream()) {
      return copy(body, OutputStream.nullOutputStream());
    }
  }

  private static String problem(HttpURLConnection request) throws IOException {
    try (InputStream error = request.getErrorStream()) {
      String body = error == null ? "" : new String(error.readAllBytes(), StandardCharsets.UTF_8);
      return request.getResponseCode() + " " + body;
    }
  }

  static long copy(InputStream from, OutputStream to) throws IOException {
    var piece = new byte[PIECE];
    long size = 0;
    for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
      to.write(piece, 0, n);
      size += n;
    }
    return size;
  }
}
