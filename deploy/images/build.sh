#!/usr/bin/env bash
# Builds a container image without Docker: publishes the program, adds the .NET runtime of this machine's SDK and the system
# libraries that they load, and writes an OCI layout as one tar, for `ctr images import`, `podman load`, `docker load`
# (25 or later), `kind load image-archive` or `skopeo copy oci-archive:`. Needs the SDK, tar and coreutils, on Linux with glibc.
#
#   deploy/images/build.sh model-server|portal OUT.tar [VERSION]
#
# Same sources, same SDK, same system: same bytes.
set -euo pipefail
export LC_ALL=C
image=${1:-} out=${2:-}
case $image in
  model-server) project=ModelDeploy.ModelServer ;;
  portal) project=ModelDeploy.Portal ;;
  *) echo "usage: $0 model-server|portal OUT.tar [VERSION]" >&2 && exit 2 ;;
esac
[ -n "$out" ] || { echo "usage: $0 model-server|portal OUT.tar [VERSION]" >&2 && exit 2; }

repo=$(cd "$(dirname "$0")/../.." && pwd)
project=$repo/src/$project
version=${3:-$(dotnet msbuild "$project" -getProperty:Version -nologo)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $(uname -m) in
  x86_64) architecture=amd64 rid=linux-x64 ;;
  aarch64) architecture=arm64 rid=linux-arm64 ;;
  *) echo "no image is made on $(uname -m)" >&2 && exit 1 ;;
esac

# --- What lies in the image: three layers, from what changes least to what changes most.

publish() { # the program
  local app=$work/app/app
  if [ "$image" = portal ]; then
    dotnet publish "$project" -c Release -r "$rid" --self-contained false -o "$app" -v quiet -nologo
    find "$app/runtimes" -mindepth 1 -maxdepth 1 ! -name "$rid" -exec rm -r {} +
  else
    dotnet publish "$project" -c Release -o "$app" -v quiet -nologo -p:UseAppHost=false
  fi
  chmod -R u=rwX,go=rX "$work/app"
}

runtime() { # the shared runtime of the SDK that published it
  local from to=$work/runtime/usr/share/dotnet name version
  mkdir -p "$to/host/fxr"
  for name in Microsoft.AspNetCore.App Microsoft.NETCore.App; do
    version=$(dotnet --list-runtimes | sed -n "s/^$name \(10\.0\.[0-9]*\) .*/\1/p" | sort -V | tail -n 1)
    from=$(dotnet --list-runtimes | sed -n "s/^$name ${version//./\\.} \[\(.*\)\/shared\/$name\]$/\1/p")
    mkdir -p "$to/shared/$name"
    cp -r "$from/shared/$name/$version" "$to/shared/$name/"
  done
  cp -r "$from/host/fxr/$version" "$to/host/fxr/"
  cp "$from/dotnet" "$to/"
  rm -f "$to"/shared/*/*/libcoreclrtraceptprovider.so # tracing by LTTng, which is not in the image
  chmod -R u=rwX,go=rX "$work/runtime"
}

libraries() { # libraries FILE...: every library that these load, and the loader, as paths of this machine
  local file
  for file in "$@"; do
    { ldd "$file" 2>/dev/null || true; } | sed -n 's/^[^/]*\(\/[^ ]*\) (0x[0-9a-f]*)$/\1/p'
  done | { grep -v "^$work/" || true; }
}

named_library() { # named_library NAME: its path
  PATH=$PATH:/usr/sbin:/sbin ldconfig -p | sed -n "s/^[[:space:]]*${1//./\\.} (libc6,[^)]*64[^)]*) => //p" | head -n 1
}

base() { # what a program finds of a system
  local root=$work/base library extra=()
  mkdir -p "$root/etc/ssl/certs" "$root/tmp" "$root/data"
  echo 'root:x:0:0::/:/sbin/nologin
modeldeploy:x:10001:10001::/data:/sbin/nologin' >"$root/etc/passwd"
  echo 'root:x:0:
modeldeploy:x:10001:' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  # .NET opens OpenSSL by name, when it first needs it.
  for library in libssl.so.3 libcrypto.so.3; do extra+=("$(named_library "$library")"); done
  while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done < <({ libraries "$work/runtime/usr/share/dotnet/dotnet" $(find "$work/runtime" "$work/app" -name '*.so') "${extra[@]}"; printf '%s\n' "${extra[@]}"; } | sort -u)
  chmod -R u=rwX,go=rX "$root"
  chmod 1777 "$root/tmp"
}

# --- The layout: blobs by their digest, a manifest for each name, an index of the manifests.

layout=$work/layout
blobs=$layout/blobs/sha256
mkdir -p "$blobs"

blob() { # blob FILE: takes it in and prints its digest
  local digest
  digest=$(sha256sum <"$1" | cut -d' ' -f1)
  mv "$1" "$blobs/$digest"
  echo "$digest"
}

described() { # described MEDIA-TYPE DIGEST: as a manifest names a blob
  printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%s}' "$1" "$2" "$(stat -c %s "$blobs/$2")"
}

layer() { # layer FOLDER: takes it in and prints its digest
  # The folder for data belongs to the user of the image; everything else to root, for whom it is read-only all the same.
  tar -C "$work/$1" --sort=name --mtime=@0 --numeric-owner --owner=0 --group=0 --format=ustar --exclude=./data -cf "$work/$1.tar" .
  if [ -d "$work/$1/data" ]; then
    tar -C "$work/$1" --mtime=@0 --numeric-owner --owner=10001 --group=10001 --format=ustar -rf "$work/$1.tar" ./data
  fi
  blob "$work/$1.tar"
}

joined() { local IFS=,; echo "$*"; }

manifests=()
name() { # name IMAGE CONFIG: gives an image with this configuration a name
  local digest config ids=() parts=()
  for digest in "${layers[@]}"; do
    ids+=("\"sha256:$digest\"")
    parts+=("$(described layer.v1.tar "$digest")")
  done
  printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$architecture" "$2" "$(joined "${ids[@]}")" >"$work/config.json"
  config=$(blob "$work/config.json")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(described config.v1+json "$config")" "$(joined "${parts[@]}")" >"$work/manifest.json"
  digest=$(blob "$work/manifest.json")
  manifests+=("$(described manifest.v1+json "$digest" | sed "s|}\$|,\"annotations\":{\"io.containerd.image.name\":\"$1\",\"org.opencontainers.image.ref.name\":\"$1\"}}|")")
  echo "$1"
}

environment='"DOTNET_RUNNING_IN_CONTAINER=true","DOTNET_EnableDiagnostics=0","SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"'
configuration() { # configuration ENVIRONMENT ENTRYPOINT ARGUMENTS: parts of JSON arrays; a pod's args replace the last one
  printf '{"User":"10001:10001","WorkingDir":"/","Env":[%s],"Entrypoint":["/usr/share/dotnet/dotnet",%s],"Cmd":[%s]}' "$1" "$2" "$3"
}

publish
runtime
base
layers=("$(layer base)" "$(layer runtime)" "$(layer app)")
case $image in
  model-server)
    program='"/app/ModelDeploy.ModelServer.dll","--host","0.0.0.0"'
    name "localhost/modeldeploy/model-server:$version" "$(configuration "$environment" "$program" '')"
    # The samples: the same layers with the model as argument, under the names that they have on one machine. A name without a
    # registry means docker.io to Kubernetes, where nothing of them is: the node must have them.
    for sample in iris:1.0 iris:2.0 housing:1.0; do
      for registry in localhost docker.io; do
        name "$registry/modeldeploy/$sample" "$(configuration "$environment" "$program" "\"--model\",\"Models/${sample/:/-}.json\"")"
      done
    done
    ;;
  portal)
    # A read-only root has no other place to write to than the volume at /data.
    environment+=',"ASPNETCORE_URLS=http://0.0.0.0:8080","ModelDeploy__DataDirectory=/data/modeldeploy","TMPDIR=/data"'
    name "localhost/modeldeploy/portal:$version" "$(configuration "$environment" '"/app/ModelDeploy.Portal.dll"' '')"
    ;;
esac
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "$(joined "${manifests[@]}")" >"$layout/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
tar -C "$layout" --sort=name --mtime=@0 --numeric-owner --owner=0 --group=0 --format=ustar -cf "$out" .
