using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ModelDeploy.Gateway.Answers;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>What a client gets to see of a model's headers and trailers.</summary>
internal static class ResponseHeaders
{
    /// <summary>Copies status and headers. Those that the gateway has set already (request ids, guards) win.</summary>
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        var named = from.Headers.NonValidated.TryGetValues("Connection", out var connection)
            ? HopByHop.NamedBy(Values(connection))
            : HopByHop.NamedBy(StringValues.Empty);
        Copy(from.Headers.NonValidated, to.Headers, named);
        Copy(from.Content.Headers.NonValidated, to.Headers, named);
    }

    /// <summary>Copies what came after the body, where the client's protocol has a place for it.</summary>
    public static void CopyTrailers(HttpResponseMessage from, HttpResponse to)
    {
        if (!to.SupportsTrailers())
            return;
        foreach (var (name, values) in from.TrailingHeaders.NonValidated)
        {
            if (MayPass(name, values))
                to.AppendTrailer(name, Values(values));
        }
    }

    private static void Copy(HttpHeadersNonValidated from, IHeaderDictionary to, IReadOnlySet<string> named)
    {
        foreach (var (name, values) in from)
        {
            if (MayPass(name, values) && !named.Contains(name))
                to.TryAdd(name, Values(values));
        }
    }

    private static bool MayPass(string name, HeaderStringValues values) =>
        !HopByHop.Contains(name) && UntrustedOutput.MayPass(name) && !HasControls(values);

    /// <summary>The server refuses to send such values, so one of them must not cost the whole answer.</summary>
    private static bool HasControls(HeaderStringValues values)
    {
        foreach (var value in values)
        {
            if (value.AsSpan().ContainsAnyInRange('\0', '\x1f') || value.Contains('\x7f'))
                return true;
        }
        return false;
    }

    private static StringValues Values(HeaderStringValues values) =>
        values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]);
}
