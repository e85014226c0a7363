using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>What a model gets to see of a request's headers.</summary>
internal static class RequestHeaders
{
    private const string ForwardedPrefix = "X-Forwarded-";

    // Where the framework keeps what it took out for a trusted proxy's word: the proxy's own address, and how it came.
    private static readonly string[] Originals = ["X-Original-For", "X-Original-Proto", "X-Original-Host", "X-Original-Prefix"];

    private static readonly FrozenSet<string> Withheld = new[]
    {
        "Host", "Cookie", "Cookie2", "Expect", "Forwarded", "X-Real-IP", RequestIds.IdHeader, RequestIds.PuidHeader,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Copies the client's headers but for those of the connection, the portal's cookies and what a client could pretend
    /// about itself, and adds what the gateway knows.
    /// </summary>
    public static void Copy(Exchange exchange, HttpRequestMessage to)
    {
        var request = exchange.Context.Request;
        var named = HopByHop.NamedBy(request.Headers.Connection);
        var chunked = request.Headers.TransferEncoding.Count > 0;
        foreach (var (name, value) in request.Headers)
        {
            if (!MayPass(name) || named.Contains(name) || IsForUs(exchange, name, value) || (chunked && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
                continue;
            Add(to, name, value);
        }
        AddOwn(exchange, to);
    }

    private static bool MayPass(string name) =>
        name.Length > 0 && name[0] != ':' && !Withheld.Contains(name) && !HopByHop.Contains(name) && !SpeaksOfForwarding(name);

    /// <summary>No model sees a key: neither at a private endpoint nor from a client that has not heard that the endpoint is public now.</summary>
    private static bool IsForUs(Exchange exchange, string name, StringValues value) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && (exchange.Client is not null || Credential.IsInAny(value));

    /// <summary>Also with underscores: many servers read <c>X_Forwarded_User</c> and <c>X-Forwarded-User</c> as the same variable.</summary>
    private static bool SpeaksOfForwarding(string name)
    {
        if (name.Length < ForwardedPrefix.Length || name[0] is not ('X' or 'x'))
            return false;
        var plain = name.Replace('_', '-');
        return plain.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase) || Originals.Contains(plain, StringComparer.OrdinalIgnoreCase);
    }

    private static void Add(HttpRequestMessage to, string name, StringValues value)
    {
        if (TryAdd(to.Headers, name, value))
            return;
        to.Content ??= new ByteArrayContent([]);
        TryAdd(to.Content.Headers, name, value);
    }

    /// <summary>A single value, which nearly every header has, costs no list of one.</summary>
    private static bool TryAdd(HttpHeaders to, string name, StringValues value) => value.Count == 1
        ? to.TryAddWithoutValidation(name, value[0])
        : to.TryAddWithoutValidation(name, (IEnumerable<string?>)value);

    private static void AddOwn(Exchange exchange, HttpRequestMessage to)
    {
        var request = exchange.Context.Request;
        to.Headers.TryAddWithoutValidation(RequestIds.IdHeader, exchange.Ids.Id);
        if (exchange.Ids.Puid is not null)
            to.Headers.TryAddWithoutValidation(RequestIds.PuidHeader, exchange.Ids.Puid);
        if (exchange.Client is not null)
            to.Headers.TryAddWithoutValidation("X-Forwarded-User", exchange.Client);
        if (exchange.Context.Connection.RemoteIpAddress is { } client)
            to.Headers.TryAddWithoutValidation("X-Forwarded-For", Plain(client).ToString());
        to.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        to.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.ToUriComponent());
        to.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", request.PathBase.ToUriComponent() + ModelTarget.Root + exchange.Route.Id);
        if (exchange.WantsUpgrade)
        {
            to.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            to.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        }
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
