package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** What the SDK sends, read once, while it is sent. */
final class AzureRequestBody extends RequestBody {

  private final @Nullable BinaryData data;
  private final long length;

  AzureRequestBody(HttpRequest request) {
    this.data = request.getBodyAsBinaryData();
    String announced = request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
    this.length = data == null || announced == null ? 0 : Long.parseLong(announced);
  }

  /** The SDK's own header says it. */
  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public boolean isOneShot() {
    return data != null;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (data == null) {
      return;
    }
    try (InputStream stream = data.toStream()) {
      sink.writeAll(Okio.source(stream));
    }
  }
}
