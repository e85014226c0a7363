using Microsoft.AspNetCore.Antiforgery;

namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>Reads a small form that a page of this portal posted.</summary>
public static class PostedForm
{
    /// <summary>How large one may be, in bytes.</summary>
    public const long MostBytes = 8 * 1024;

    /// <summary>The form and 200, or null and why not: 413 when it is too large, 400 when it is none or not from a page of this portal.</summary>
    public static async Task<(IFormCollection? Form, int Status)> ReadAsync(HttpContext context, IAntiforgery antiforgery, CancellationToken stop)
    {
        if (!context.Request.HasFormContentType)
            return (null, StatusCodes.Status400BadRequest);
        try
        {
            // Before the antiforgery token is looked for: that would read the form as well, and hide why it cannot.
            var form = await context.Request.ReadFormAsync(stop);
            return await antiforgery.IsRequestValidAsync(context) ? (form, StatusCodes.Status200OK) : (null, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException refused)
        {
            return (null, refused.StatusCode);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
