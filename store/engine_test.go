package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// postgresVariable names a PostgreSQL database that the tests may make schemas in, or
// says "start" where a server must be started for them.
const postgresVariable = "RAPPORTEUR_TEST_POSTGRES"

func TestMain(m *testing.M) {
	code := m.Run()
	if server.stop != nil {
		server.stop()
	}
	os.Exit(code)
}

// onEach runs a test on an empty archive of every engine. The archive is an address by
// which it can be opened again.
func onEach(t *testing.T, test func(t *testing.T, archive string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "archive.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, postgresArchive(t)) })
}

func open(tb testing.TB, archive string, o Options) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), archive, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// create makes an archive.
func create(tb testing.TB, archive string) *Store { return open(tb, archive, Options{Create: true}) }

// schemas counts those that the tests made.
var schemas atomic.Int64

// postgresArchive is a schema of its own in the tests' database.
func postgresArchive(tb testing.TB) string {
	tb.Helper()
	server.once.Do(server.start)
	switch {
	case server.err != nil && os.Getenv(postgresVariable) != "":
		tb.Fatal(server.err)
	case server.err != nil:
		tb.Skipf("not tested on PostgreSQL: %v (%s=postgres://… names a database)", server.err, postgresVariable)
	}
	schema := fmt.Sprintf("rapporteur_%d_%d", os.Getpid(), schemas.Add(1))
	s, err := openPostgres(tb.Context(), server.address, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer s.Close()
	if _, err := s.write.ExecContext(tb.Context(), "CREATE SCHEMA "+schema); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { dropSchema(server.address, schema) })
	joint := "?"
	if strings.Contains(server.address, "?") {
		joint = "&"
	}
	return server.address + joint + "search_path=" + schema
}

func dropSchema(address, schema string) {
	s, err := openPostgres(context.Background(), address, Options{})
	if err == nil {
		s.write.Exec("DROP SCHEMA " + schema + " CASCADE")
		s.Close()
	}
}

// server is the PostgreSQL server of the tests.
var server testServer

type testServer struct {
	once    sync.Once
	address string
	err     error
	stop    func()
}

// start finds the database that the environment names, else starts a server in a
// temporary folder that listens there and nowhere else.
func (s *testServer) start() {
	if named := os.Getenv(postgresVariable); named != "" && named != "start" {
		s.address = named
		return
	}
	bin, err := postgresPrograms()
	if err != nil {
		s.err = err
		return
	}
	folder, err := os.MkdirTemp("", "rapporteur-postgres-")
	if err != nil {
		s.err = err
		return
	}
	run := asPostgres(folder)
	data := filepath.Join(folder, "data")
	stop := func() {
		run(filepath.Join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop")
		os.RemoveAll(folder)
	}
	s.err = errors.Join(
		run(filepath.Join(bin, "initdb"), "-D", data, "-U", "rapporteur", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"),
		run(filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-l", filepath.Join(folder, "log"),
			"-o", "-c listen_addresses='' -c fsync=off -k "+folder, "start"))
	if s.err != nil {
		stop()
		return
	}
	s.stop = stop
	s.address = "postgres://rapporteur@/postgres?host=" + folder
}

// postgresPrograms is the folder of the newest server that is installed.
func postgresPrograms() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if inPath, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(inPath); err == nil {
			found = append(found, target)
		}
	}
	if len(found) == 0 {
		return "", errors.New("no PostgreSQL server is installed")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// asPostgres returns what runs a program with the folder as its own: the server
// refuses to run as root, and then the user postgres or nobody runs it.
func asPostgres(folder string) func(program string, args ...string) error {
	become := func(*exec.Cmd) {}
	if os.Getuid() == 0 {
		for _, name := range []string{"nobody", "postgres"} {
			if u, err := user.Lookup(name); err == nil {
				uid, _ := strconv.Atoi(u.Uid)
				gid, _ := strconv.Atoi(u.Gid)
				os.Chown(folder, uid, gid)
				become = func(cmd *exec.Cmd) { asUser(cmd, uid, gid) }
			}
		}
	}
	return func(program string, args ...string) error {
		cmd := exec.Command(program, args...)
		cmd.Dir = folder
		become(cmd)
		out, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %v: %s", filepath.Base(program), err, strings.TrimSpace(string(out)))
		}
		return nil
	}
}
