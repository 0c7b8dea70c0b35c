package org.fovea.app.clips;

import java.io.IOException;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;

/** Pictures of a clip, or of what an archive of it draws: the same pairs and the same networks look at both. */
interface FilesSource extends ClipSource {
    /** The clip and who looks at it. */
    ClipFiles files();

    @Override
    default int pairs() {
        return files().pairs();
    }

    @Override
    default ClassLegend legend() throws IOException {
        return files().legend();
    }

    @Override
    default byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files().classes(size, first, second);
    }

    @Override
    default List<String> poseOutputs() throws IOException {
        return files().poseOutputs();
    }

    @Override
    default float[] pose(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files().pose(size, first, second);
    }
}
