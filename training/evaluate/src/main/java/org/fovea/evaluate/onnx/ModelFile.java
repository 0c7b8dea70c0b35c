package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.fovea.codec.FormatException;

/**
 * The messages of an ONNX file.
 *
 * @param file where they were read from
 * @param model the messages; bytes of weights are those of the file, not copies
 * @param nodeOffsets where the nodes of the main graph begin in the file, in their order
 */
record ModelFile(Path file, ModelProto model, int[] nodeOffsets) {
    /** Larger networks keep their weights in a file beside. */
    static final long MAX_BYTES = 1L << 30;

    /**
     * @throws FormatException where it is no model, damaged or too large
     * @throws IOException where it cannot be read
     */
    static ModelFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw wrong(0, "not a file", "name an ONNX file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw wrong(0, "larger than 1 GiB", "save it with its weights in a file beside (external data)");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            int[] offsets = ModelScan.nodeOffsets(bytes);
            ModelProto model = parse(bytes);
            if (!model.hasGraph() || model.getGraph().getNodeCount() != offsets.length) {
                throw wrong(0, "not an ONNX file: there is no graph", "name an ONNX file");
            }
            return new ModelFile(file, model, offsets);
        }
    }

    private static ModelProto parse(ByteBuffer bytes) throws IOException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        in.enableAliasing(true);
        try {
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw wrong(in.getTotalBytesRead(), "not an ONNX file (" + e.getMessage() + ")", "name an ONNX file");
        }
    }

    static FormatException wrong(String reason) {
        return new FormatException(ModelScan.SECTION, 0, reason);
    }

    static FormatException wrong(long offset, String reason, String hint) {
        return new FormatException(ModelScan.SECTION, offset, reason, hint);
    }
}
