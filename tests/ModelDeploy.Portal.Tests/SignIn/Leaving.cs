using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Tests.SignIn;

/// <summary>How a browser signs out, and what is left when it kept its cookie.</summary>
internal static partial class Leaving
{
    /// <summary>Signs out by the form of a page.</summary>
    public static async Task<HttpResponseMessage> LeaveAsync(this HttpClient person)
    {
        var page = await person.GetStringAsync("/groups");
        var form = new Dictionary<string, string> { ["__RequestVerificationToken"] = TokenField().Match(page).Groups[1].Value };
        return await person.PostAsync("/sign-out", new FormUrlEncodedContent(form));
    }

    /// <summary>The session's cookie, as a request sends it.</summary>
    public static string SessionCookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("modeldeploy=", StringComparison.Ordinal)).Split(';')[0];

    /// <summary>What a page answers to whoever has this cookie.</summary>
    public static async Task<HttpStatusCode> AskAsync(string address, string cookie)
    {
        using var thief = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
        thief.DefaultRequestHeaders.Add("Accept", "text/html");
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await thief.GetAsync(new Uri("/groups", UriKind.Relative));
        return answer.StatusCode;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
