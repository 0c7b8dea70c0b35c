#!/bin/sh
# Makes the clips of this folder and, in FILE.rgb.gz, what ffmpeg makes of them: ffmpeg 5.1 with libx264, libx265, libvpx and libzimg.
#   sh make-clips.sh            (in this folder)
# The reference takes chroma through 4:4:4 of 16 bits, because swscale's own way to RGB repeats rows of chroma.
set -e
S="testsrc2=size=48x32:rate=10"
make() { out=$1; filter=$2; shift 2; ffmpeg -v error -y -f lavfi -i "$S:duration=0.6,$filter" "$@" -fflags +bitexact "$out"; }
x265="-c:v libx265 -x265-params log-level=error:info=0"
x264="-c:v libx264 -x264-params keyint=100:info=0"
bt2020="-colorspace bt2020nc -color_primaries bt2020 -color_range tv"

make base.mp4 format=yuv420p $x264 -bf 2
make full.mp4 "scale=out_range=pc,format=yuv420p" $x264 -color_range pc
make bt709.mp4 "scale=out_color_matrix=bt709,format=yuv420p" $x264 -colorspace bt709 -color_range tv
make bt709-full.mp4 "scale=out_color_matrix=bt709:out_range=pc,format=yuv420p" $x264 -colorspace bt709 -color_range pc
make bt2020.mp4 "scale=out_color_matrix=bt2020,format=yuv420p" $x264 $bt2020
make bt709-ten.mp4 "scale=out_color_matrix=bt709,format=yuv420p10" $x265 -colorspace bt709 -color_range tv
make ten-422.mkv format=yuv422p10 $x265
make twelve-444.mkv format=yuv444p12 $x265
make pq.mp4 "eq=brightness=-0.2:contrast=0.5,hue=s=0.4,scale=out_color_matrix=bt2020,format=yuv444p10" $x265 $bt2020 -color_trc smpte2084
make pq8.mp4 "eq=brightness=-0.2:contrast=0.5,hue=s=0.4,scale=out_color_matrix=bt2020,format=yuv420p" $x264 $bt2020 -color_trc smpte2084
make hlg.mp4 "hue=s=0,scale=out_color_matrix=bt2020,format=yuv420p10" $x265 $bt2020 -color_trc arib-std-b67
for angle in 90 180 270; do ffmpeg -v error -y -i base.mp4 -c copy -metadata:s:v rotate=$angle -fflags +bitexact rotate$angle.mp4; done
ffmpeg -v error -y -i base.mp4 -c copy -bsf:v h264_mp4toannexb -fflags +bitexact h264.ts
ffmpeg -v error -y -i base.mp4 -c copy -mpegts_m2ts_mode 1 -fflags +bitexact h264.m2ts
ffmpeg -v error -y -i base.mp4 -c copy -bsf:v h264_mp4toannexb -fflags +bitexact h264.avi
cat h264.ts h264.ts >joined.ts
make eight.y4m format=yuv420p -frames:v 2
make full.y4m format=yuvj420p -frames:v 2 -strict -1
make ten.y4m format=yuv420p10 -frames:v 2 -strict -1
make grey.y4m format=gray -frames:v 2 -strict -1
make yuyv.avi format=yuyv422 -frames:v 2 -c:v rawvideo
for kind in bgr24 bgra pal8; do make bottom-up-$kind.avi "scale=23:15,format=$kind,vflip" -frames:v 1 -c:v rawvideo -flipped_raw_rgb 1; done
make rgb555be.mov "scale=24:16,format=rgb555be" -frames:v 1 -c:v rawvideo
make vp9.webm format=yuv420p -c:v libvpx-vp9 -lag-in-frames 4 -auto-alt-ref 1
make vp9-ten.webm format=yuv420p10 -c:v libvpx-vp9 -profile:v 2
make vp9-alpha.webm format=yuva420p -c:v libvpx-vp9 -auto-alt-ref 0
make motion.avi format=yuvj420p -c:v mjpeg -q:v 4
make motion.mov format=yuvj422p -c:v mjpeg -q:v 4
make prores.mov format=yuv422p10 -c:v prores_ks -profile:v 0 -frames:v 2
make prores-alpha.mov format=yuva444p10 -c:v prores_ks -profile:v 4 -frames:v 1
make mpeg4.mp4 format=yuv420p -c:v mpeg4 -q:v 4 -bf 2
make xvid.avi format=yuv420p -c:v mpeg4 -q:v 4 -bf 2 -vtag XVID
for kind in rgb24 rgb48be gray gray16be rgba ya8 monob; do mkdir -p png-$kind; make png-$kind/%d.png format=$kind -frames:v 1 -pix_fmt $kind; done
mkdir -p png-palette jpeg jpeg-grey
ffmpeg -v error -y -f lavfi -i "$S:duration=0.2,split[a][b];[a]palettegen=max_colors=16[p];[b][p]paletteuse" -fflags +bitexact png-palette/%04d.png
make jpeg/%d.jpg format=yuvj420p -frames:v 2 -q:v 4
make jpeg-grey/%d.jpg format=gray -frames:v 1 -q:v 4

for clip in *.mp4 *.mkv *.ts *.m2ts *.avi *.y4m *.webm *.mov png-* jpeg*; do
  case $clip in *.rgb.gz) continue ;; esac
  name=$clip
  case $clip in png-palette) name=$clip/%04d.png ;; png-*) name=$clip/%d.png ;; jpeg*) name=$clip/%d.jpg ;; esac
  format=$(ffprobe -v error -select_streams v:0 -show_entries stream=pix_fmt -of default=nw=1:nk=1 -i "$name" | head -1)
  exact="flags=bilinear+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"
  position=
  case $format in *420*) position=":in_v_chr_pos=128:in_h_chr_pos=128" ;; *422*) position=":in_h_chr_pos=128" ;; esac
  filter="scale=$exact$position"
  case $format in *420*) filter="scale=flags=bilinear+accurate_rnd+bitexact$position,format=yuv444p16,scale=$exact" ;; esac
  case $clip in
  pq*|hlg*) filter="scale=flags=bilinear+accurate_rnd+bitexact$position,format=yuv444p16,zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.3:desat=0:peak=4.926,zscale=t=bt709:npl=203,format=gbrp" ;;
  esac
  ffmpeg -v error -flags bitexact -idct simple -i "$name" -fps_mode passthrough -vf "$filter" -pix_fmt rgb24 -f rawvideo - | gzip -9n >"$clip.rgb.gz"
done

# What is refused.
make interlaced.mp4 "format=yuv420p,interlace" -c:v libx264 -x264-params info=0:keyint=100:tff=1 -flags +ildct+ilme
ffmpeg -v error -y -i base.mp4 -i base.mp4 -map 0:v -map 1:v -c copy -fflags +bitexact two.mp4
make mpeg2.ts format=yuv420p -c:v mpeg2video -q:v 8
make moving.gif format=rgb24 -frames:v 2
ffmpeg -v error -y -i base.mp4 -c copy -copyinkf -bsf:v h264_mp4toannexb,filter_units=remove_types=5 -fflags +bitexact headless.ts
ffmpeg -v error -y -i base.mp4 -c copy -copyinkf -bsf:v filter_units=remove_types=5 -fflags +bitexact headless.mkv
