package org.fovea.fleet.engine;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.fovea.app.AppException;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.run.ClipExecutor;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.fleet.work.Program;

/**
 * Has clips worked on by a cluster. Plan, keys, rows and the work of one clip are those of a fleet on one machine; an
 * engine says where and when.
 */
public interface FleetEngine {
    /**
     * What a fleet wants of it.
     *
     * @param master address of the cluster, as the engine has it
     * @param settings of the engine itself, by its own names
     * @param program that works on clips; at the same path on every machine
     * @param folder for results, which every machine shares
     * @param limits of a clip
     */
    record Request(String master, Map<String, String> settings, Program program, FleetFolder folder, Limits limits) {
        public Request {
            settings = Map.copyOf(settings);
        }
    }

    /** A connection to a cluster. */
    interface Session extends AutoCloseable {
        /** Says which clips are worked on when. */
        ClipExecutor executor();

        ClipWork work();

        RemoteFiles clips();

        @Override
        void close();
    }

    /**
     * Connects.
     *
     * @throws AppException where the cluster is not reached, or refuses
     */
    Session open(Request request) throws IOException;

    /** The engine among this process's classes, if there is one. */
    static Optional<FleetEngine> find() {
        return ServiceLoader.load(FleetEngine.class).findFirst();
    }
}
