using System.Net;
using System.Text;
using RusToK.Api.Tenancy;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.Identity;

/// <summary>
/// The mails of a development system, for people to read and to click, at <c>/dev/mails</c>. Mapped only in development, and only when
/// mails stay in the process.
/// </summary>
internal static class DevelopmentMails
{
    private const string Route = "/dev/mails";
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplication MapDevelopmentMails(this WebApplication app)
    {
        if (app.Environment.IsDevelopment() && app.Services.GetService<DevelopmentMailbox>() is not null)
        {
            app.MapGet(Route, (DevelopmentMailbox mailbox, HttpResponse response) => Page(response, mailbox)).WithoutTenant().AllowAnonymous().ExcludeFromDescription();
            app.MapPost(Route + "/{index:int}", UseAsync).WithoutTenant().AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        }

        return app;
    }

    /// <summary>Does what a click in the mail would do.</summary>
    private static async Task<IResult> UseAsync(int index, HttpContext context, DevelopmentMailbox mailbox, CommandDispatcher dispatcher)
    {
        if (mailbox.Mails.ElementAtOrDefault(index) is not { } mail)
            return Results.NotFound();
        var command = new CommandContext(mail.TenantId, "en", ActorId: null, Guid.CreateVersion7());
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        try
        {
            _ = mail.Kind == MailKind.VerifyEmail
                ? await dispatcher.SendAsync<VerifyEmail, Done>(new VerifyEmail(mail.Token), command, context.RequestAborted)
                : await dispatcher.SendAsync<ResetPassword, Done>(new ResetPassword(mail.Token, form["password"].ToString()), command, context.RequestAborted);
            return Page(context.Response, mailbox, "Done.");
        }
        catch (DomainException refused)
        {
            return Page(context.Response, mailbox, refused.Message);
        }
    }

    private static IResult Page(HttpResponse response, DevelopmentMailbox mailbox, string? message = null)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        var html = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><title>RusToK mails</title>")
            .Append("<style>body{font:15px system-ui;margin:2rem;max-width:50rem}article{border-top:1px solid #ccc;padding:.5rem 0}pre{white-space:pre-wrap}</style>")
            .Append("<h1>Mails of this process</h1>");
        if (message is not null)
            html.Append("<p role=status>").Append(WebUtility.HtmlEncode(message)).Append("</p>");
        foreach (var (index, mail) in mailbox.Mails.Index().Reverse())
        {
            html.Append("<article><strong>").Append(WebUtility.HtmlEncode(mail.Subject)).Append("</strong> to ").Append(WebUtility.HtmlEncode(mail.To))
                .Append("<pre>").Append(WebUtility.HtmlEncode(mail.Text)).Append("</pre>")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"<form method=post action={Route}/{index}>")
                .Append(mail.Kind == MailKind.VerifyEmail
                    ? "<button>Confirm the address</button>"
                    : "<input type=password name=password placeholder='new password' autocomplete=new-password> <button>Set the password</button>")
                .Append("</form></article>");
        }

        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }
}
