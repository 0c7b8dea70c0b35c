package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.TorchRuntime;
import org.jspecify.annotations.Nullable;

/** The constant tensors of a model: in one of several lists, as raw bytes, or in a file beside. */
final class Weights {
    /** Of all files beside, together. */
    private static final long MAX_EXTERNAL_BYTES = 8L << 30;

    private static final int MAX_DIMENSIONS = 32;

    private final Path folder;
    private final SortedSet<String> locations = new TreeSet<>();
    private long externalBytes;

    /** @param file of the model; other files may only be below its folder */
    Weights(Path file) {
        // What could be read is no root.
        this.folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    }

    /** The files beside that were read, relative to the model's folder. */
    SortedSet<String> locations() {
        return locations;
    }

    Path path(String location) {
        return folder.resolve(location);
    }

    /**
     * How LibTorch calls a type, null where it has none. Unsigned numbers of more than 8 bits become the next wider
     * signed ones.
     */
    static torch.@Nullable ScalarType scalarType(DataType type) {
        return switch (type) {
            case FLOAT -> torch.ScalarType.Float;
            case DOUBLE -> torch.ScalarType.Double;
            case FLOAT16 -> torch.ScalarType.Half;
            case BFLOAT16 -> torch.ScalarType.BFloat16;
            case INT64, UINT32 -> torch.ScalarType.Long;
            case INT32, UINT16 -> torch.ScalarType.Int;
            case INT16 -> torch.ScalarType.Short;
            case INT8 -> torch.ScalarType.Char;
            case UINT8 -> torch.ScalarType.Byte;
            case BOOL -> torch.ScalarType.Bool;
            default -> null;
        };
    }

    private static int bytesOf(DataType type) {
        return switch (type) {
            case DOUBLE, INT64 -> 8;
            case FLOAT, INT32, UINT32 -> 4;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
            default -> 1;
        };
    }

    /** For errors about an initialiser. */
    static String placeOf(TensorProto tensor) {
        return "initializer " + Node.printable(tensor.getName());
    }

    /**
     * Makes a tensor, which belongs to the caller's scope.
     *
     * @param place which one it is, for errors
     * @throws FormatException where shape, type and data do not fit each other, or a number is not a number
     */
    Tensor tensor(TensorProto proto, String place) {
        TorchRuntime.load();
        DataType type = DataType.forNumber(proto.getDataType());
        torch.ScalarType scalar = type == null ? null : scalarType(type);
        if (type == null || scalar == null) {
            throw wrong(place, "numbers of type " + (type == null ? proto.getDataType() : type) + " are not supported");
        }
        if (proto.getDimsCount() > MAX_DIMENSIONS) {
            throw wrong(place, proto.getDimsCount() + " dimensions");
        }
        long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        String against = Budget.against(shape);
        if (!against.isEmpty()) {
            throw wrong(place, against);
        }
        long elements = Budget.elements(shape);
        ByteBuffer data = data(proto, type, elements, place);
        Tensor tensor = filled(data, stored(type), shape);
        Tensor typed = scalar == stored(type) ? tensor : widened(tensor, type, scalar);
        if (elements > 0 && typed.is_floating_point() && typed.isnan().any().item_bool()) {
            throw wrong(place, "it holds values that are not a number");
        }
        return typed;
    }

    /** The type with as many bits as the file has. */
    private static torch.ScalarType stored(DataType type) {
        return switch (type) {
            case UINT32 -> torch.ScalarType.Int;
            case UINT16 -> torch.ScalarType.Short;
            default -> Objects.requireNonNull(scalarType(type));
        };
    }

    private static Tensor widened(Tensor tensor, DataType type, torch.ScalarType scalar) {
        long mask = type == DataType.UINT32 ? 0xffff_ffffL : 0xffffL;
        return tensor.to(torch.ScalarType.Long)
                .bitwise_and(new org.bytedeco.pytorch.Scalar(mask))
                .to(scalar);
    }

    private static Tensor filled(ByteBuffer data, torch.ScalarType type, long[] shape) {
        Tensor tensor = torch.empty(shape, new TensorOptions(type), new org.bytedeco.pytorch.MemoryFormatOptional());
        if (data.remaining() > 0) {
            if (data.isDirect()) {
                Pointer.memcpy(tensor.data_ptr(), new BytePointer(data).position(data.position()), data.remaining());
            } else {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                new BytePointer(tensor.data_ptr()).put(bytes, 0, bytes.length);
            }
        }
        return tensor;
    }

    private ByteBuffer data(TensorProto proto, DataType type, long elements, String place) {
        long expected = elements * bytesOf(type);
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            return external(proto, expected, place);
        }
        if (proto.hasRawData()) {
            ByteString raw = proto.getRawData();
            if (raw.size() != expected) {
                throw wrong(place, raw.size() + " bytes of data where its shape needs " + expected);
            }
            return raw.asReadOnlyByteBuffer();
        }
        return listed(proto, type, elements, expected, place);
    }

    private static ByteBuffer listed(TensorProto proto, DataType type, long elements, long expected, String place) {
        int count = switch (type) {
            case FLOAT -> proto.getFloatDataCount();
            case DOUBLE -> proto.getDoubleDataCount();
            case INT64 -> proto.getInt64DataCount();
            case UINT32 -> proto.getUint64DataCount();
            default -> proto.getInt32DataCount();
        };
        if (count != elements) {
            throw wrong(place, count + " numbers of data where its shape needs " + elements);
        }
        if (expected > Integer.MAX_VALUE) {
            throw wrong(place, "more than 2 GiB of data in a list");
        }
        ByteBuffer out = ByteBuffer.allocate((int) expected).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT -> out.putFloat(proto.getFloatData(i));
                case DOUBLE -> out.putDouble(proto.getDoubleData(i));
                case INT64 -> out.putLong(proto.getInt64Data(i));
                case UINT32 -> out.putInt((int) proto.getUint64Data(i));
                case INT32 -> out.putInt(proto.getInt32Data(i));
                case FLOAT16, BFLOAT16, INT16, UINT16 -> out.putShort((short) proto.getInt32Data(i));
                default -> out.put((byte) proto.getInt32Data(i));
            }
        }
        return out.flip();
    }

    private ByteBuffer external(TensorProto proto, long expected, String place) {
        String location = null;
        long offset = 0;
        long length = expected;
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            switch (entry.getKey()) {
                case "location" -> location = entry.getValue();
                case "offset" -> offset = number(entry, place);
                case "length" -> length = number(entry, place);
                default -> {}
            }
        }
        if (location == null) {
            throw wrong(place, "its data is in another file, but which one is not said");
        }
        if (length != expected) {
            throw wrong(place, length + " bytes of data where its shape needs " + expected);
        }
        Path path = inside(location, place);
        try (FileChannel channel = FileChannel.open(path)) {
            if (offset > channel.size() || length > channel.size() - offset) {
                throw wrong(
                        place,
                        "bytes " + offset + " to " + (offset + length) + " of " + Node.printable(location)
                                + ", which has " + channel.size());
            }
            externalBytes += length;
            if (externalBytes > MAX_EXTERNAL_BYTES) {
                throw wrong(place, "more than 8 GiB of weights");
            }
            locations.add(location);
            return length == 0 ? ByteBuffer.allocate(0) : channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(StringStringEntryProto entry, String place) {
        if (!entry.getValue().matches("\\d{1,18}")) {
            throw wrong(place, entry.getKey() + " of its data is '" + Node.printable(entry.getValue()) + "'");
        }
        return Long.parseLong(entry.getValue());
    }

    /** The file, which must be below the model's folder, also after links are followed. */
    private Path inside(String location, String place) {
        String shown = Node.printable(location);
        try {
            Path path = folder.resolve(location).normalize();
            if (Path.of(location).isAbsolute() || !path.startsWith(folder)) {
                throw wrong(place, "its data is outside of the model's folder: " + shown);
            }
            if (!Files.isRegularFile(path)) {
                throw ModelFile.wrong(0, place + ": its data is missing: " + shown, "put the file beside the model");
            }
            if (!path.toRealPath().startsWith(folder.toRealPath())) {
                throw wrong(place, "its data is outside of the model's folder: " + shown + " is a link");
            }
            return path;
        } catch (InvalidPathException e) {
            throw wrong(place, "its data is in a file that cannot be: " + shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FormatException wrong(String place, String reason) {
        return ModelFile.wrong(place + ": " + reason);
    }
}
