package org.fovea.encode.colours;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.family.ColourFamily;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;

/**
 * Replaces the renderer by the simplest one, colours of classes that were averaged over the clip, and finds a motion
 * for each pair. Needs no training.
 */
public record ColoursStage(ColoursSettings settings) implements Stage {
    @Override
    public Sight sight() {
        return Sight.PAIRS;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        List<ColourFamily.Grid> grids = IntStream.range(0, settings.rows().size())
                .mapToObj(i -> new ColourFamily.Grid(
                        settings.rows().get(i), settings.columns().get(i)))
                .toList();
        return before.with(new ColourEncoder(grids, context).encode(before.truth()));
    }
}
