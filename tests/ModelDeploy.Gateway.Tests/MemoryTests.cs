using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Bodies of any size pass in little memory, and one side waits for the other. Runs alone, as it measures the process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const string Path = "/deployment/iris/v2/x";
    private const long Large = 300_000_000;
    private const int Piece = 64 * 1024;

    /// <summary>Room for what two connections hold in the system's own buffers and ours, far below the body.</summary>
    private const long Held = 64_000_000;

    [Fact]
    public async Task A_large_answer_to_a_client_that_does_not_read_waits_at_the_model()
    {
        var sent = 0L;
        await using var model = await AModel.ThatAsync(context => WriteAsync(context.Response.Body, bytes => Volatile.Write(ref sent, bytes), context.RequestAborted));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead);
        await StandsStillAsync(() => Volatile.Read(ref sent));
        Assert.InRange(sent, 1, Held);

        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(Large, await CountAsync(body));
    }

    [Fact]
    public async Task A_large_body_for_a_model_that_does_not_read_waits_at_the_client()
    {
        var (sent, read) = (0L, new TaskCompletionSource());
        await using var model = await AModel.ThatAsync(async context =>
        {
            await read.Task;
            await context.Response.WriteAsync($"{await CountAsync(context.Request.Body)}");
        });
        await using var gateway = await StartAsync(model);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {Large}\r\n\r\n"));
        var sending = WriteAsync(client.GetStream(), bytes => Volatile.Write(ref sent, bytes), default);
        await StandsStillAsync(() => Volatile.Read(ref sent));
        Assert.InRange(sent, 1, Held);
        Assert.False(sending.IsCompleted);

        read.SetResult();
        await sending;
        using var reader = new StreamReader(client.GetStream());
        Assert.Contains($"{Large}", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Large_bodies_in_both_directions_take_little_memory()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            var got = await CountAsync(context.Request.Body);
            context.Response.Headers["X-Got"] = $"{got}";
            await WriteAsync(context.Response.Body, _ => { }, context.RequestAborted);
        });
        await using var gateway = await StartAsync(model);
        await AskAsync(gateway, Piece);
        var before = Measured();
        using var watching = new PeakOf(Measured);
        await AskAsync(gateway, Large);
        Assert.InRange(watching.Peak - before, long.MinValue, Held);
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, BytesIn: Large + Piece, BytesOut: 2 * Large }, "everything is counted");
    }

    private static async Task AskAsync(AGateway gateway, long bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new Pattern(bytes) };
        using var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{bytes}", answer.Headers.GetValues("X-Got").Single());
        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(Large, await CountAsync(body));
    }

    private static async Task<AGateway> StartAsync(AModel model) =>
        (await AGateway.StartAsync(limits => limits.BodyBytes = Large)).Knowing(Routed.Iris(model.Address));

    private static Task WriteAsync(Stream to, Action<long> sent, CancellationToken stop) => WriteAsync(to, Large, sent, stop);

    private static async Task WriteAsync(Stream to, long bytes, Action<long> sent, CancellationToken stop)
    {
        var piece = new byte[Piece];
        for (var done = 0L; done < bytes; sent(done))
        {
            var size = (int)Math.Min(Piece, bytes - done);
            await to.WriteAsync(piece.AsMemory(0, size), stop);
            done += size;
        }
    }

    private static async Task<long> CountAsync(Stream from)
    {
        var buffer = new byte[Piece];
        var total = 0L;
        while (await from.ReadAsync(buffer) is > 0 and var read)
            total += read;
        return total;
    }

    /// <summary>Returns when the number is above zero and the same at many looks in a row.</summary>
    private static async Task StandsStillAsync(Func<long> number)
    {
        var (last, looks) = (0L, 0);
        await Eventually.TrueAsync(
            () =>
            {
                var now = number();
                looks = now > 0 && now == last ? looks + 1 : 0;
                last = now;
                return looks == 40;
            },
            "the sender waits");
    }

    private static long Measured()
    {
        using var self = Process.GetCurrentProcess();
        return Math.Max(self.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false));
    }

    /// <summary>The highest of a number while this lives.</summary>
    private sealed class PeakOf : IDisposable
    {
        private readonly Func<long> _number;
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watching;
        private long _peak;

        public PeakOf(Func<long> number)
        {
            _number = number;
            _watching = WatchAsync();
        }

        public long Peak => Math.Max(Volatile.Read(ref _peak), _number());

        public void Dispose()
        {
            _end.Cancel();
            _end.Dispose();
        }

        private async Task WatchAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (await timer.WaitForNextTickAsync(_end.Token))
                Volatile.Write(ref _peak, Math.Max(_peak, _number()));
        }
    }

    /// <summary>A body of this size that exists nowhere in whole.</summary>
    private sealed class Pattern(long bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, bytes, _ => { }, default);

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}
