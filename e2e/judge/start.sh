#!/bin/sh
# start.sh FOLDER [PORT]: fetches Trino from Maven Central into FOLDER (once), starts it on 127.0.0.1
# and waits until it answers. Needs Maven, unzip and a JDK 24 or newer (JAVA_HOME). Its process id
# goes to FOLDER/pid.
set -eu
version=476
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
port=${2:-18080}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ ! -e "$folder/fetched-$version" ]; then
  plugin=org.apache.maven.plugins:maven-dependency-plugin:2.8
  mkdir -p "$folder/plugin"
  # The server is trino-main with its dependencies; the distribution's archive is not on Maven Central.
  mvn -B -q -f "$here/pom.xml" -Dtrino="$version" $plugin:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$folder/lib"
  mvn -B -q $plugin:get -Dartifact=io.trino:trino-hive:"$version":zip -Dtransitive=false
  mvn -B -q $plugin:copy -Dartifact=io.trino:trino-hive:"$version":zip -DoutputDirectory="$folder"
  rm -rf "$folder/plugin/hive"
  unzip -q "$folder/trino-hive-$version.zip" -d "$folder/plugin"
  mv "$folder/plugin/trino-hive-$version" "$folder/plugin/hive"
  rm "$folder/trino-hive-$version.zip"
  touch "$folder/fetched-$version"
fi

mkdir -p "$folder/etc/catalog" "$folder/data" "$folder/files/warehouse" "$folder/classes"
cat > "$folder/etc/config.properties" <<PROPERTIES
coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port=$port
discovery.uri=http://127.0.0.1:$port
catalog.config-dir=$folder/etc/catalog
plugin.dir=$folder/plugin
query.max-memory=2GB
query.max-memory-per-node=2GB
# Athena's limit on a statement, bytes.
query.max-length=262144
web-ui.enabled=false
PROPERTIES
cat > "$folder/etc/catalog/hive.properties" <<PROPERTIES
connector.name=hive
hive.metastore=file
hive.metastore.catalog.dir=local:///warehouse
hive.metastore.user=judge
fs.native-local.enabled=true
local.location=$folder/files
hive.non-managed-table-writes-enabled=true
hive.allow-register-partition-procedure=true
hive.partition-projection-enabled=true
hive.recursive-directories=true
PROPERTIES
# Its warnings are stack traces about missing statistics, for each statement.
echo io.trino=ERROR > "$folder/etc/log.properties"
"${java}c" -cp "$folder/lib/*" -d "$folder/classes" "$here/TrinoStart.java"

cd "$folder"
nohup "$java" -Xmx3G -XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent -XX:-OmitStackTraceInFastThrow \
  -XX:ReservedCodeCacheSize=512M -Djdk.attach.allowAttachSelf=true -Djdk.nio.maxCachedBufferSize=2000000 \
  --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector -Dfile.encoding=UTF-8 \
  -Dconfig=etc/config.properties -Dlog.levels-file=etc/log.properties \
  -Dnode.environment=judge -Dnode.id=judge-1 -Dnode.data-dir="$folder/data" \
  -Dnode.bind-ip=127.0.0.1 -Dnode.internal-address=127.0.0.1 \
  -cp "$folder/classes:$folder/lib/*" TrinoStart "$version" > server.log 2>&1 &
echo $! > pid
seconds=0
until curl -sf "http://127.0.0.1:$port/v1/info" | grep -q '"starting":false'; do
  seconds=$((seconds + 1))
  if ! kill -0 "$(cat pid)" 2> /dev/null || [ $seconds -ge 240 ]; then
    tail -20 server.log >&2
    exit 1
  fi
  sleep 1
done
echo "Trino $version on http://127.0.0.1:$port, process $(cat pid), files in $folder/files" >&2
