# Writes a dump of the database to the backup volume, checks that it can be read, and deletes old ones.
# The name of a dump tells when and why it was made: 20260131T020000Z-scheduled.dump
file="/backup/$(date -u +%Y%m%dT%H%M%SZ)-$REASON.dump"
pg_dump --format=custom --file="$file.part"
pg_restore --list "$file.part" > /dev/null
mv "$file.part" "$file"
find /backup -name '*.dump' -mtime "+$KEEP_DAYS" -delete
find /backup -name '*.part' -mtime +1 -delete
ls -l /backup
