# Read by the image's entry script, once, when the database is made: an account for the notification service that owns its
# database and nothing else.
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=name="$NOTIFICATION_USER" --set=password="$NOTIFICATION_PASSWORD" --set=database="$POSTGRES_DB" <<'SQL'
create role :"name" login password :'password';
alter database :"database" owner to :"name";
revoke connect on database :"database" from public;
SQL
