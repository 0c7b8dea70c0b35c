package org.fovea.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.fovea.fleet.storage.RemoteFiles;

/** Storage of clips as the driver sees it, which plans. */
record HadoopRemoteFiles(HadoopFiles files) implements RemoteFiles {
    @Override
    public Facts facts(String address) throws IOException {
        long[] facts = files.facts(address);
        return new Facts(facts[0], facts[1]);
    }

    @Override
    public InputStream open(String address) throws IOException {
        return files.open(address);
    }

    @Override
    public List<Found> list(String folder, boolean deep) throws IOException {
        List<Found> found = new ArrayList<>();
        files.list(folder, deep, (name, bytes, modified) -> found.add(new Found(name, new Facts(bytes, modified))));
        return found;
    }
}
