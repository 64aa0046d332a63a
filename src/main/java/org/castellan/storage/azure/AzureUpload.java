package org.castellan.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.VerifiedContent;

/**
 * One upload, streamed: in one request where the service takes so much in one, which leaves nothing
 * behind when it fails; else by blocks, of which a failed upload leaves some that nobody can read
 * and that Azure removes after a week. Nothing is replaced.
 *
 * @param limits what goes in one request
 */
record AzureUpload(String key, Content content, VerifiedContent verified, Limits limits) {

  /**
   * In bytes.
   *
   * @param request at most 5000 MiB
   * @param block at most 4000 MiB; there are at most 50,000 blocks
   */
  record Limits(long request, long block) {
    static final Limits SERVICE = new Limits(4L << 30, 100L << 20);
  }

  private static final String OCTETS = "application/octet-stream";

  /** Random, so that blocks of uploads at once never replace each other. */
  private static final int OWNER_BYTES = 16;

  void send(BlobContainerClient container) {
    BlockBlobClient blob = container.getBlobClient(key).getBlockBlobClient();
    if (content.size() <= limits.request()) {
      sendWhole(blob);
    } else {
      commit(blob, sendBlocks(blob));
    }
  }

  private void sendWhole(BlockBlobClient blob) {
    var sent = new Md5Stream(verified);
    BinaryData body =
        content.size() == 0
            ? BinaryData.fromBytes(new byte[0])
            : BinaryData.fromStream(sent, content.size());
    BlockBlobItem stored =
        blob.uploadWithResponse(
                new BlockBlobSimpleUploadOptions(body)
                    .setHeaders(headers())
                    .setMetadata(metadata())
                    .setRequestConditions(nothingThere()),
                null,
                Context.NONE)
            .getValue();
    sent.requireSame(stored.getContentMd5());
  }

  private List<String> sendBlocks(BlockBlobClient blob) {
    var owner = new byte[OWNER_BYTES];
    new SecureRandom().nextBytes(owner);
    var blocks = new ArrayList<String>();
    for (long left = content.size(); left > 0; left -= limits.block()) {
      String id = id(owner, blocks.size());
      var window = new Window(verified, Math.min(left, limits.block()));
      blob.stageBlockWithResponse(
          new BlockBlobStageBlockOptions(id, BinaryData.fromStream(window, window.length())),
          null,
          Context.NONE);
      blocks.add(id);
    }
    return blocks;
  }

  private static String id(byte[] owner, int number) {
    byte[] id = ByteBuffer.allocate(OWNER_BYTES + Integer.BYTES).put(owner).putInt(number).array();
    return Base64.getEncoder().encodeToString(id);
  }

  private void commit(BlockBlobClient blob, List<String> blocks) {
    blob.commitBlockListWithResponse(
        new BlockBlobCommitBlockListOptions(blocks)
            .setHeaders(headers())
            .setMetadata(metadata())
            .setRequestConditions(nothingThere()),
        null,
        Context.NONE);
  }

  private static BlobHttpHeaders headers() {
    return new BlobHttpHeaders().setContentType(OCTETS);
  }

  private Map<String, String> metadata() {
    return Map.of(AzureObjects.DIGEST, content.sha256());
  }

  private static BlobRequestConditions nothingThere() {
    return new BlobRequestConditions().setIfNoneMatch("*");
  }
}
