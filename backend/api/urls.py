from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .accounts import account_views as account
from .accounts import api_token_views as tokens
from .accounts import people_views as people
from .accounts import views as accounts
from .bulk import views as bulk
from .catalog import views as products
from .exchange import views as exchange
from .http import described, health
from .labels import views as labels
from .place import views as place
from .samples import views as samples
from .saved_views import views as saved_views
from .stock import views as stock
from .trail import views as trail
from .trash import views as trash

router = SimpleRouter()
router.register("products/trash", trash.TrashViewSet, basename="trash")
router.register("products", products.ProductViewSet, basename="product")
router.register("categories", products.CategoryViewSet, basename="category")
router.register("views", saved_views.SavedViewViewSet, basename="view")
router.register("movements", stock.MovementViewSet, basename="movement")
router.register("people", people.PeopleViewSet, basename="person")
router.register("tokens", tokens.ApiTokenViewSet, basename="api-token")
router.register("invitations", people.InvitationViewSet, basename="invitation")
router.register("alerts", stock.AlertViewSet, basename="alert")
router.register("audit", trail.AuditViewSet, basename="audit")
router.register("imports", exchange.ImportViewSet, basename="import")
router.register("labels/templates", labels.LabelTemplateViewSet, basename="label-template")

urlpatterns = [
    # In this order: names that `products/<id>/` would take for an id, then what is asked for most.
    path("products/bulk/", bulk.BulkView.as_view(), name="bulk"),
    path("products/export/", exchange.ExportView.as_view(), name="export"),
    path("products/sparklines/", stock.SparklinesView.as_view(), name="sparklines"),
    path("products/<int:id>/barcode/", labels.BarcodeView.as_view(), name="barcode"),
    path("imports/template/", exchange.TemplateView.as_view(), name="import-template"),
    path("people/names/", people.NamesView.as_view(), name="people-names"),
    path("invitations/read/", people.InvitationReadView.as_view(), name="invitation-read"),
    path("", include(router.urls)),
    path("token/", accounts.SignInView.as_view(), name="token"),
    path("token/refresh/", accounts.RefreshView.as_view(), name="token-refresh"),
    path("token/blacklist/", accounts.SignOutView.as_view(), name="token-blacklist"),
    path("user/", accounts.CurrentUserView.as_view(), name="user"),
    path("user/register/", accounts.RegisterView.as_view(), name="register"),
    path("account/", account.AccountView.as_view(), name="account"),
    path("account/password/", account.PasswordView.as_view(), name="password"),
    path("account/password/reset/", account.PasswordForgottenView.as_view(), name="password-forgotten"),
    path("account/password/reset/read/", account.PasswordLinkView.as_view(), name="password-link"),
    path("account/password/reset/confirm/", account.PasswordResetView.as_view(), name="password-reset"),
    path("account/email/", account.EmailView.as_view(), name="email"),
    path("account/email/confirm/", account.EmailConfirmView.as_view(), name="email-confirm"),
    path("account/sessions/", account.SignInListView.as_view(), name="sign-ins"),
    path("account/sessions/<slug:id>/", account.SignInView.as_view(), name="sign-in"),
    path("health/", health.LivenessView.as_view(), name="health"),
    path("health/ready/", health.ReadinessView.as_view(), name="ready"),
    path("metrics/", health.MetricsView.as_view(), name="metrics"),
    path("config/", accounts.ConfigView.as_view(), name="config"),
    path("labels/", labels.LabelsView.as_view(), name="labels"),
    path("labels/blank/", labels.BlankLabelsView.as_view(), name="blank-labels"),
    path("labels/test-page/", labels.TestPageView.as_view(), name="label-test-page"),
    path("labels/options/", labels.LabelOptionsView.as_view(), name="label-options"),
    path("place/", place.PlaceView.as_view(), name="place"),
    path("samples/", samples.SamplesView.as_view(), name="samples"),
    path("reorder/", stock.ReorderView.as_view(), name="reorder"),
    path("dashboard/", stock.DashboardView.as_view(), name="dashboard"),
    path("insights/", stock.InsightsView.as_view(), name="insights"),
    path("schema/", described.SchemaView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
]
