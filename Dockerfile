# The machine that the suite runs on: Debian 12 with all that `./lab test` needs, for amd64 and arm64.
#   docker build -t llmsys .
#   docker run --rm -it -v "$PWD:/lab" llmsys .ci/run
# Not built by its authors, who had no Docker engine; its one step with content, the installation, is what
# autograder/cli/launcher/bare_machine.sh tries on a bare Debian 12 (amd64).
FROM debian:12

# The list of packages lives in autograder/cli/launcher/packages.txt and nowhere else; only what the launcher reads is
# copied, so that this layer is built anew only when the launcher changes. git and sudo serve the person inside.
COPY lab /opt/llmsys/lab
COPY autograder/cli/help.txt /opt/llmsys/autograder/cli/help.txt
COPY autograder/cli/help /opt/llmsys/autograder/cli/help
COPY autograder/cli/launcher /opt/llmsys/autograder/cli/launcher
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git sudo \
 && /opt/llmsys/lab doctor --install test debug data \
 && rm -rf /opt/llmsys /var/lib/apt/lists/*

# A user for interactive work (the devcontainer's): files it makes in a mounted checkout do not belong to root.
RUN useradd --create-home --uid 1000 --shell /bin/bash student \
 && echo 'student ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/student

# The checkout is mounted, and may belong to another user id than the one inside.
RUN git config --system --add safe.directory /lab
WORKDIR /lab
