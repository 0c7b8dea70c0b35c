package org.fovea.encode.corrections;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.Distortion;

/** How far {@link CorrectionsStage} is, as its checkpoint has it. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class CorrectionsState {
    /** Actions of tiles that are tried on all pairs, once they are known. */
    Optional<int[]> tilePalette = Optional.empty();

    /** Edits of tiles that were kept, of the first pairs. */
    List<List<TileSearch.Kept>> tiles = new ArrayList<>();

    /** Actions of whole frames that are tried on all pairs, once they are known. */
    Optional<int[]> framePalette = Optional.empty();

    /** What they give, of the first pairs. */
    List<List<Distortion>> frames = new ArrayList<>();

    /** The state of the search for poses that follows. */
    byte[] poses = {};
}
