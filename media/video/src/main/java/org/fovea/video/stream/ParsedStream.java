package org.fovea.video.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.fovea.video.ffmpeg.NativeLibrary;

/** A stream that FFmpeg's parser has cut into pictures. For streams that this program has encoded itself. */
final class ParsedStream implements StreamUnits {
    private final List<byte[]> units = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    /**
     * Cuts a stream.
     *
     * @param decoder FFmpeg's name of the decoder
     * @throws IllegalStateException where this FFmpeg lacks the codec
     */
    ParsedStream(String decoder, byte[] stream) {
        NativeLibrary.load();
        AVCodec codec = avcodec_find_decoder_by_name(decoder);
        AVCodecParserContext parser = codec == null ? null : av_parser_init(codec.id());
        if (parser == null) {
            throw new IllegalStateException("this FFmpeg cannot parse " + decoder);
        }
        AVCodecContext context = NativeLibrary.allocated(avcodec_alloc_context3(codec));
        try (BytePointer data = new BytePointer((long) stream.length + AV_INPUT_BUFFER_PADDING_SIZE);
                PointerPointer<BytePointer> unit = new PointerPointer<>(1);
                IntPointer length = new IntPointer(1)) {
            data.fill(0);
            data.put(stream, 0, stream.length);
            int start = 0;
            int used = 0;
            do {
                int left = stream.length - used; // none left: the parser gives its last picture
                used += av_parser_parse2(
                        parser, context, unit, length, data.getPointer(used), left, AV_NOPTS_VALUE, AV_NOPTS_VALUE, 0);
                if (length.get() > 0) {
                    byte[] bytes = new byte[length.get()];
                    unit.get(BytePointer.class, 0).get(bytes);
                    units.add(bytes);
                    starts.add(start);
                    start += bytes.length;
                }
                if (left == 0) {
                    break;
                }
            } while (true);
        } finally {
            av_parser_close(parser);
            avcodec_free_context(context);
        }
    }

    @Override
    public int count() {
        return units.size();
    }

    @Override
    public int start(int index) {
        return starts.get(index);
    }

    @Override
    public byte[] unit(int index) {
        return units.get(index);
    }
}
