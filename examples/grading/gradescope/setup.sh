#!/bin/sh
# Gradescope runs this once, when it builds the image: what the autograder needs.
# The zip that is uploaded has, side by side: setup.sh, run_autograder, the program socklab (make
# install DESTDIR=… on a machine whose C library is no newer than the image's), and the folder exercise/.
set -eu
apt-get update
apt-get install -y --no-install-recommends \
  bubblewrap python3 gcc libc6-dev make
install -m 755 /autograder/source/socklab /usr/local/bin/socklab
# Not for the student's program to read where there is no box.
chmod -R go= /autograder/source
