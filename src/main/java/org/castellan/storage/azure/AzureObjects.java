package org.castellan.storage.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.storage.blob.BlobContainerClient;
import java.util.Optional;
import org.castellan.storage.Description;
import org.castellan.storage.ErrorClass;
import org.castellan.storage.Part;
import org.castellan.storage.StorageException;
import org.castellan.storage.StorageFailure;

/** How objects and parts of them are told to Azure and back. */
final class AzureObjects {

  /** The name of the metadata: Azure itself knows no SHA-256. */
  static final String DIGEST = "sha256";

  private static final HttpHeaderName DIGEST_HEADER =
      HttpHeaderName.fromString("x-ms-meta-" + DIGEST);

  private static final StorageFailure NO_OBJECT =
      new StorageFailure(
          ErrorClass.PROVIDER_ERROR,
          "The storage did not describe the object as Azure Blob Storage does.",
          "Check that the endpoint in the location is one of Azure Blob Storage.",
          false);

  private AzureObjects() {}

  /**
   * A request for an object or a part of it, which the SDK itself cannot read as it comes. It signs
   * a length that is missing as the word "null", so its own requests have one, and this has too.
   */
  static HttpRequest get(BlobContainerClient container, String key, Part part) {
    String url = container.getBlobClient(key).getBlobUrl();
    var request =
        new HttpRequest(HttpMethod.GET, url)
            .setHeader(HttpHeaderName.CONTENT_LENGTH, "0")
            .setHeader(
                HttpHeaderName.fromString("x-ms-version"), AzureContainer.VERSION.getVersion());
    part.version().ifPresent(version -> request.setHeader(HttpHeaderName.IF_MATCH, version));
    if (!part.whole()) {
      request.setHeader(HttpHeaderName.RANGE, range(part));
    }
    return request;
  }

  private static String range(Part part) {
    boolean open = part.length() > Long.MAX_VALUE - part.offset();
    return "bytes=" + part.offset() + "-" + (open ? "" : part.offset() + part.length() - 1);
  }

  /** A part's answer has the whole size behind the slash of {@code Content-Range}. */
  static Description describe(HttpHeaders headers) {
    String range = headers.getValue(HttpHeaderName.CONTENT_RANGE);
    String size =
        range == null
            ? headers.getValue(HttpHeaderName.CONTENT_LENGTH)
            : range.substring(range.lastIndexOf('/') + 1);
    String version = headers.getValue(HttpHeaderName.ETAG);
    if (version == null || size == null || !size.matches("[0-9]{1,18}")) {
      throw new StorageException(NO_OBJECT);
    }
    return new Description(
        Long.parseLong(size), Optional.ofNullable(headers.getValue(DIGEST_HEADER)), version);
  }
}
