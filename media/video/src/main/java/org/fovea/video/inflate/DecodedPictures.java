package org.fovea.video.inflate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.fovea.codec.archive.VideoContent;
import org.fovea.video.colour.Planes;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.StreamDecoder;

/**
 * All pictures of an archive's video in memory, for access to pairs in any order. Pictures are kept as coded, so small:
 * 1,200 of 524×394 take 370 MB. Immutable.
 *
 * @param pictures two of each pair
 */
public record DecodedPictures(List<Planes> pictures) {
    public DecodedPictures {
        pictures = List.copyOf(pictures);
    }

    /**
     * Decodes.
     *
     * @param threads of the decoder
     * @param done called with the number of pictures decoded
     * @throws org.fovea.codec.FormatException where the stream is damaged or is not what the archive announced
     * @throws InterruptedException where the calling thread is interrupted
     */
    public static DecodedPictures of(VideoContent content, int threads, IntConsumer done) throws InterruptedException {
        AnnouncedStream announced = AnnouncedStream.of(content);
        List<Planes> all = new ArrayList<>();
        try (StreamDecoder reader = StreamDecoder.of(content, threads)) {
            for (int frame = 0; frame < 2 * content.header().pairs(); frame++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted");
                }
                Planes picture = announced.planes();
                reader.next(picture);
                all.add(picture);
                done.accept(all.size());
            }
        }
        return new DecodedPictures(all);
    }

    public Planes picture(int frame) {
        return pictures.get(frame);
    }
}
