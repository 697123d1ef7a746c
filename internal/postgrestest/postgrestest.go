// Package postgrestest gives tests empty archives on a PostgreSQL server: the one that
// the environment names, else one that it starts for them.
package postgrestest

import (
	"context"
	"database/sql"
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

	_ "github.com/jackc/pgx/v5/stdlib"
)

// Variable names a PostgreSQL database that the tests may make schemas in, or says
// "start" where a server must be started for them.
const Variable = "RAPPORTEUR_TEST_POSTGRES"

// M runs the tests of a package and then stops the server.
type M struct{ *testing.M }

// Run runs the tests.
func (m M) Run() int {
	code := m.M.Run()
	if running.stop != nil {
		running.stop()
	}
	return code
}

// schemas counts those that the tests made.
var schemas atomic.Int64

// Archive is the address of a schema of its own in the tests' database. Where there is
// no server the test is skipped, or fails where the environment asks for one.
func Archive(tb testing.TB) string {
	tb.Helper()
	running.once.Do(running.start)
	switch {
	case running.err != nil && os.Getenv(Variable) != "":
		tb.Fatal(running.err)
	case running.err != nil:
		tb.Skipf("not tested on PostgreSQL: %v (%s=postgres://… names a database)", running.err, Variable)
	}
	schema := fmt.Sprintf("rapporteur_%d_%d", os.Getpid(), schemas.Add(1))
	if err := execute(tb.Context(), "CREATE SCHEMA "+schema); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { execute(context.Background(), "DROP SCHEMA "+schema+" CASCADE") })
	joint := "?"
	if strings.Contains(running.address, "?") {
		joint = "&"
	}
	return running.address + joint + "search_path=" + schema
}

func execute(ctx context.Context, statement string) error {
	db, err := sql.Open("pgx", running.address)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, statement)
	return err
}

// Writing returns what tells whether a process holds the lock of whoever writes to an
// archive in the tests' database.
func Writing(tb testing.TB) func() bool {
	tb.Helper()
	db, err := sql.Open("pgx", running.address)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return func() bool {
		var held bool
		if err := db.QueryRow("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted)").Scan(&held); err != nil {
			tb.Fatal(err)
		}
		return held
	}
}

// running is the server of the tests.
var running server

type server struct {
	once    sync.Once
	address string
	err     error
	stop    func()
}

// start finds the database that the environment names, else starts a server in a
// temporary folder that listens there and nowhere else.
func (s *server) start() {
	if named := os.Getenv(Variable); named != "" && named != "start" {
		s.address = named
		return
	}
	bin, err := programs()
	if err != nil {
		s.err = err
		return
	}
	folder, err := os.MkdirTemp("", "rapporteur-postgres-")
	if err != nil {
		s.err = err
		return
	}
	run := asOwner(folder)
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

// programs is the folder of the newest server that is installed.
func programs() (string, error) {
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

// asOwner returns what runs a program with the folder as its own: the server refuses to
// run as root, and then the user postgres or nobody runs it.
func asOwner(folder string) func(program string, args ...string) error {
	become := func(*exec.Cmd) {}
	if os.Getuid() == 0 {
		for _, name := range []string{"nobody", "postgres"} {
			if u, err := user.Lookup(name); err == nil {
				uid, _ := strconv.Atoi(u.Uid)
				gid, _ := strconv.Atoi(u.Gid)
				os.Chown(folder, uid, gid)
				become = func(cmd *exec.Cmd) { AsUser(cmd, uid, gid) }
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
