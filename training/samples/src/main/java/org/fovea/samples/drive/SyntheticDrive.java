package org.fovea.samples.drive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/**
 * A drive, rendered frame after frame: the picture, its class labels, and where the camera was. Memory depends on the
 * frame's size only. Used by one thread at a time.
 *
 * <pre>{@code
 * try (SyntheticDrive drive = new SyntheticDrive(settings)) {
 *     byte[] rgb = new byte[drive.size().rgbBytes()];
 *     while (drive.next(rgb)) {
 *         byte[] labels = drive.labels();
 *         EgoMotion motion = drive.motion();
 *         …
 *     }
 * }
 * }</pre>
 */
public final class SyntheticDrive implements FrameSource {
    private final DriveSettings settings;
    private final RoadPath road;
    private final EgoCar ego;
    private final Traffic traffic;
    private final Ground ground;
    private final Sky sky;
    private final Scenery scenery;
    private final Vehicles vehicles;
    private final Bonnet bonnet;
    private final Sensor sensor;
    private final Canvas canvas;
    private final RoadTable table;
    private final boolean night;
    private long frame = -1;
    private CameraPose camera;
    private EgoMotion motion;
    private boolean drawn;

    /** At the start of the drive that {@code settings} describe. */
    public SyntheticDrive(DriveSettings settings) {
        this.settings = settings;
        DriveStyle style = new DriveStyle(settings);
        Light light = new Light(settings);
        NoiseTexture noise = new NoiseTexture(style.seed);
        night = light.night;
        road = new RoadPath(style.seed);
        ego = new EgoCar(style, road);
        traffic = new Traffic(style, ego);
        ground = Ground.of(style, light, noise);
        sky = new Sky(style, light, noise);
        vehicles = new Vehicles(light);
        scenery = new Scenery(style, light, noise, road, vehicles);
        bonnet = new Bonnet(style, light);
        sensor = new Sensor(settings, light);
        canvas = new Canvas(settings.size());
        table = new RoadTable(light);
    }

    @Override
    public FrameSize size() {
        return settings.size();
    }

    @Override
    public boolean next(byte[] rgb) {
        if (rgb.length != size().rgbBytes()) {
            throw new IllegalArgumentException("room for " + rgb.length + " bytes, a frame has " + size().rgbBytes());
        }
        if (!skip()) {
            return false;
        }
        draw();
        sensor.expose(canvas, frame, rgb);
        return true;
    }

    /**
     * Drives on by a frame without rendering it, which takes next to no time.
     *
     * @return false after the last frame
     */
    public boolean skip() {
        if (frame + 1 >= settings.frames()) {
            return false;
        }
        frame++;
        if (frame > 0) {
            ego.step();
            traffic.step(ego);
        }
        CameraPose now = ego.camera();
        motion = camera == null ? new EgoMotion(0, 0, 0, 0, 0, 0) : camera.motionTo(now);
        camera = now;
        drawn = false;
        return true;
    }

    private void draw() {
        View view = new View(camera, size(), canvas);
        table.update(view, road, ego.at());
        canvas.clear();
        sky.paint(view);
        ground.paint(view, table);
        List<Thing> things = new ArrayList<>();
        scenery.add(things, view, ego.at());
        for (Traffic.Car car : traffic.cars()) {
            vehicles.add(things, view, road, car.shape, car.at, car.aside, car.towards, night);
        }
        things.sort(Comparator.comparingDouble(Thing::forward).reversed());
        for (Thing thing : things) {
            thing.painter().run();
        }
        bonnet.paint(canvas);
        drawn = true;
    }

    /**
     * Class of every pixel of the last frame, row by row: numbers of {@link DriveClass}. A pixel has the class that
     * most of it shows.
     */
    public byte[] labels() {
        if (frame < 0) {
            throw new IllegalStateException("no frame yet");
        }
        if (!drawn) { // where only skip() was called for it
            draw();
        }
        return canvas.labels.clone();
    }

    public long frame() {
        return frame;
    }

    /** Where the camera was at the last frame. */
    public CameraPose camera() {
        return camera;
    }

    /** How the camera moved from the frame before the last one to the last one; nowhere at the first frame. */
    public EgoMotion motion() {
        return motion;
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
