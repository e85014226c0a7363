# The smallest model that there is: listens on PORT, answers every request with "ok", ends on SIGTERM.
# Perl, because it starts in a few milliseconds and is on every machine that the tests run on.
# Whoever loads it may set $deaf: then it ignores SIGTERM. Files in its working directory make it misbehave: "hang" (accepts
# and never answers), "sick" (answers 503).
use strict;
use warnings;
use Socket;

$| = 1;
$SIG{PIPE} = 'IGNORE';
our $deaf;
$SIG{TERM} = $deaf ? 'IGNORE' : sub { exit 0 };

socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1);
if (!bind($listener, sockaddr_in($ENV{PORT}, INADDR_LOOPBACK))) {
    print "cannot listen on $ENV{PORT}: $!\n";
    exit 98;
}
listen($listener, 64);
print "listening on $ENV{PORT}\n";

my @unanswered;
while (1) {
    accept(my $caller, $listener) or next;
    if (-e 'hang') {
        push @unanswered, $caller;
        next;
    }
    sysread($caller, my $request, 4096);
    my $status = -e 'sick' ? '503 Service Unavailable' : '200 OK';
    syswrite($caller, "HTTP/1.1 $status\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    close($caller);
}
