#!/bin/sh
# Gradescope runs this once, when it builds the image: what the autograder needs.
# The zip that is uploaded has, side by side: setup.sh, run_autograder, the program socklab (make
# install DESTDIR=… where the image's libraries are of the same release), and the folder exercise/.
set -eu
apt-get update
apt-get install -y --no-install-recommends \
  bubblewrap libpcre2-8-0 libreadline8 libnettle8 python3 gcc libc6-dev make
install -m 755 /autograder/source/socklab /usr/local/bin/socklab
# Not for the student's program to read where there is no box.
chmod -R go= /autograder/source
