package org.castellan.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Counts the bytes of artifacts between this replica and its clients. Thread-safe. */
public final class ArtifactBytes {

  private final Counter received;
  private final Counter sent;

  public ArtifactBytes(MeterRegistry registry) {
    received = registry.counter("castellan.artifact.received.bytes");
    sent = registry.counter("castellan.artifact.sent.bytes");
  }

  InputStream received(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        received.increment(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        received.increment(Math.max(0, count));
        return count;
      }
    };
  }

  OutputStream sent(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(int one) throws IOException {
        out.write(one);
        sent.increment();
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sent.increment(length);
      }
    };
  }
}
